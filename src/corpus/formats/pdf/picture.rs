//! Pictures of the stretches of pages on which words stand, with the words marked. One decoder reads the text
//! and paints the page, so a mark lies on the very glyphs that were read.

use hayro::{
    RenderCache, RenderSettings, render_into,
    vello_cpu::{
        Pixmap, RasterizerSettings, RenderContext, Resources, TargetInit,
        color::palette::css::WHITE,
    },
};
use hayro_interpret::{InterpreterSettings, TransformExt, hayro_syntax::Pdf, kurbo::Affine};

use super::{
    areas::{Painted, joined},
    open, read,
};
use crate::{
    corpus::{
        picture::{Area, NoPicture, Picture, PictureRequest, View},
        warning::Warning,
    },
    span::Span,
};

/// Points to an inch.
const INCH: f32 = 72.0;

/// Pixels in a point of what is cut out: 140 to an inch.
const SCALE: f32 = 140.0 / INCH;

/// The height of what is shown of the page above and below the words, in points.
const MARGIN: f32 = 90.0;

/// A mark that jumps up by more than this, in points, has begun another column.
const JUMP: f32 = 4.0;

/// Both columns are in one picture if they are no higher than this, in points.
const BOTH: f32 = 220.0;

/// Two pictures that together would be less than this times as high as one of them are one.
const SAME: f32 = 1.25;

/// More pictures of one quote are not painted.
const MOST_PICTURES: usize = 2;

/// The most pixels a side, and of a whole picture.
const MOST_SIDE: f32 = 4_000.0;
const MOST_PIXELS: f32 = 10_000_000.0;

/// The share of red, green and blue that is left under a mark, of 255.
const YELLOW: [u16; 3] = [255, 232, 89];

/// Stretches that belong together, while they are gathered.
#[derive(Debug)]
struct Crop {
    page: usize,
    /// All that is marked in it.
    cover: Area,
    /// The area that was marked last.
    last: Area,
}

/// The stretch of a page that is painted.
struct Stretch {
    page: usize,
    /// From where to where, in points from above; all of the page if nothing else is said.
    part: Option<(f32, f32)>,
    /// Pixels in a point.
    scale: f32,
}

/// Paints pages, with the words marked.
pub(in crate::corpus) fn pictures(request: PictureRequest) -> Result<Vec<Picture>, NoPicture> {
    let unread = |finding: Warning| NoPicture::Unread(finding.message);
    let pdf = open(request.bytes).map_err(unread)?;
    let marks = marks(&pdf, &request.spans, &request.words)?;
    match request.view {
        View::Words if marks.is_empty() => Err(NoPicture::Nowhere),
        View::Words => crops(&marks)
            .iter()
            .map(|crop| picture(&pdf, &crop.stretch(), &marks))
            .collect(),
        View::Page { page, dpi } => {
            let stretch = Stretch {
                page,
                part: None,
                scale: f32::from(dpi) / INCH,
            };
            Ok(vec![picture(&pdf, &stretch, &marks)?])
        }
        View::Pages { first, count, dpi } => {
            let last = first.saturating_add(count).min(pdf.pages().len());
            let pages = (first..last).map(|page| Stretch {
                page,
                part: None,
                scale: f32::from(dpi) / INCH,
            });
            let painted = pages.filter_map(|page| picture(&pdf, &page, &[]).ok());
            Ok(painted.collect())
        }
    }
}

/// The places of words on the pages, if the file has them where they were.
fn marks(pdf: &Pdf, spans: &[Span], words: &[String]) -> Result<Vec<Painted>, NoPicture> {
    if spans.is_empty() && words.is_empty() {
        return Ok(Vec::new());
    }
    let (read, painted) = read(pdf, spans).map_err(|finding| NoPicture::Unread(finding.message))?;
    let mut pairs = spans.iter().zip(words);
    let is_there = spans.len() == words.len()
        && pairs.all(|(span, words)| read.text.get(span.start..span.end) == Some(words.as_str()));
    is_there
        .then(|| joined(&painted))
        .ok_or(NoPicture::OtherWords)
}

impl Crop {
    fn stretch(&self) -> Stretch {
        Stretch {
            page: self.page,
            part: Some((self.cover.top - MARGIN, self.cover.bottom + MARGIN)),
            scale: SCALE,
        }
    }
}

fn crops(marks: &[Painted]) -> Vec<Crop> {
    let mut crops: Vec<Crop> = Vec::new();
    for mark in marks {
        let area = mark.area;
        if let Some(crop) = crops.last_mut().filter(|crop| crop.page == mark.page) {
            let cover = crop.cover.cover(area);
            let goes_on = area.top > crop.last.top - JUMP;
            if goes_on || cover.bottom - cover.top < BOTH {
                (crop.cover, crop.last) = (cover, area);
                continue;
            }
        }
        crops.push(Crop {
            page: mark.page,
            cover: area,
            last: area,
        });
    }
    let mut crops = apart(crops);
    crops.truncate(MOST_PICTURES);
    crops
}

/// One crop for those of a page that show nearly the same, as those of all columns of a table do.
fn apart(crops: Vec<Crop>) -> Vec<Crop> {
    let height = |area: Area| area.bottom - area.top + 2.0 * MARGIN;
    let mut apart: Vec<Crop> = Vec::new();
    for crop in crops {
        let is_same = |other: &&mut Crop| {
            let both = height(other.cover.cover(crop.cover));
            other.page == crop.page && both < SAME * height(other.cover).max(height(crop.cover))
        };
        match apart.iter_mut().find(is_same) {
            Some(other) => other.cover = other.cover.cover(crop.cover),
            None => apart.push(crop),
        }
    }
    apart
}

fn picture(pdf: &Pdf, stretch: &Stretch, marks: &[Painted]) -> Result<Picture, NoPicture> {
    let number = stretch.page + 1;
    let page = pdf.pages().get(stretch.page);
    let page = page.ok_or(NoPicture::NoPage(number))?;
    let (width, height) = page.render_dimensions();
    let (top, bottom) = stretch.part.unwrap_or((0.0, height));
    let top = top.max(0.0);
    let high = bottom.min(height) - top;
    if !(width > 0.0 && high > 0.0 && width.is_finite() && high.is_finite()) {
        return Err(NoPicture::NoSize(number));
    }
    let scale = stretch
        .scale
        .min(MOST_SIDE / width)
        .min(MOST_SIDE / high)
        .min((MOST_PIXELS / width / high).sqrt());
    let size = (pixels(width * scale), pixels(high * scale));
    let mut context = RenderContext::new(size.0, size.1);
    let place = Affine::scale(f64::from(scale))
        * Affine::translate((0.0, -f64::from(top)))
        * page.initial_transform(true).to_kurbo();
    let cache = RenderCache::new();
    let settings = InterpreterSettings::default();
    let how = RenderSettings::default();
    render_into(page, &cache, &settings, &how, &mut context, place);
    let mut pixmap = rasterised(context, size);
    let marks: Vec<Area> = marks
        .iter()
        .filter(|mark| mark.page == stretch.page)
        .map(|mark| mark.area)
        .collect();
    mark(&mut pixmap, &marks, top, scale);
    let png = pixmap
        .into_png()
        .map_err(|error| NoPicture::Unread(error.to_string()))?;
    Ok(Picture {
        page: stretch.page,
        size,
        scale,
        marks,
        png,
    })
}

fn rasterised(mut context: RenderContext, size: (u16, u16)) -> Pixmap {
    context.flush();
    let mut pixmap = Pixmap::new(size.0, size.1);
    let how = RasterizerSettings {
        target_init: TargetInit::Clear(WHITE),
        ..RasterizerSettings::default()
    };
    context.render_with(&mut pixmap, &mut Resources::default(), how);
    pixmap
}

/// Multiplies yellow over areas, once where they overlap.
fn mark(pixmap: &mut Pixmap, areas: &[Area], top: f32, scale: f32) {
    let width = usize::from(pixmap.width());
    let height = usize::from(pixmap.height());
    let mut marked = vec![false; width * height];
    for area in areas {
        let across = |x: f32| usize::from(pixels(x * scale)).min(width);
        let down = |y: f32| usize::from(pixels((y - top) * scale)).min(height);
        if area.bottom <= top {
            continue;
        }
        for row in down(area.top)..down(area.bottom) {
            let from = row * width;
            let to = from + across(area.right);
            let row = marked.get_mut(from + across(area.left).min(to - from)..to);
            row.unwrap_or_default().fill(true);
        }
    }
    let pixels = pixmap.data_as_u8_slice_mut().chunks_exact_mut(4);
    for (pixel, _) in pixels.zip(marked).filter(|(_, marked)| *marked) {
        for (part, left) in pixel.iter_mut().zip(YELLOW) {
            *part = u8::try_from(u16::from(*part) * left / 255).unwrap_or(u8::MAX);
        }
    }
}

/// So many whole pixels, at least one, and no more than a side may have.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the number is brought into the range first"
)]
fn pixels(length: f32) -> u16 {
    length.round().clamp(1.0, MOST_SIDE) as u16
}
