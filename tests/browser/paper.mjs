// A PDF of a few pages, made without any help: lines of text, and labels that viewers show.

/** A file of these pages, each a list of lines; the first `roman` of them are called i, ii and so on. */
export function paper(pages, roman) {
  const objects = [];
  const add = (text) => objects.push(text);
  const kids = pages.map((_, at) => `${4 + 2 * at} 0 R`).join(" ");
  add(`<< /Type /Catalog /Pages 2 0 R /PageLabels << /Nums [0 << /S /r >> ${roman} << /S /D >>] >> >>`);
  add(`<< /Type /Pages /Kids [${kids}] /Count ${pages.length} >>`);
  add("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>");
  pages.forEach((lines, at) => {
    const shown = lines.map((line, row) => `1 0 0 1 72 ${770 - 24 * row} Tm (${line}) Tj`).join("\n");
    const stream = `BT /F1 11 Tf\n${shown}\nET`;
    const own = `/Resources << /Font << /F1 3 0 R >> >> /Contents ${5 + 2 * at} 0 R`;
    add(`<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] ${own} >>`);
    add(`<< /Length ${stream.length} >>\nstream\n${stream}\nendstream`);
  });
  let file = "%PDF-1.7\n";
  const places = objects.map((text, at) => {
    const place = file.length;
    file += `${at + 1} 0 obj\n${text}\nendobj\n`;
    return `${String(place).padStart(10, "0")} 00000 n \n`;
  });
  const table = `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${places.join("")}`;
  return `${file}${table}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${file.length}\n%%EOF\n`;
}
