// The real program, serving the bundled report on a free port of this machine, and a browser.

import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve as absolute } from "node:path";
import { fileURLToPath } from "node:url";

import { chromium } from "playwright-core";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const BUILT_WITHIN_MS = 300_000;

/** Starts the program that `FUNDSTELLE` names, with these settings, and waits until it answers; or takes the one that
 * serves the bundled report already where `FUNDSTELLE_ADDRESS` says. */
export async function startProgram(own = {}) {
  if (process.env.FUNDSTELLE_ADDRESS && Object.keys(own).length === 0) {
    return { address: process.env.FUNDSTELLE_ADDRESS, stop: async () => {} };
  }
  const binary = process.env.FUNDSTELLE;
  if (!binary) {
    throw new Error("FUNDSTELLE must name the built program, such as target/release/fundstelle");
  }
  const data = await mkdtemp(join(tmpdir(), "fundstelle-browser-"));
  const port = await freePort();
  const settings = {
    FUNDSTELLE_DATA: data,
    FUNDSTELLE_DISCORD__ENABLED: "false",
    FUNDSTELLE_HEALTH__ENABLED: "false",
    FUNDSTELLE_WEB__LISTEN: `127.0.0.1:${port}`,
    ...own,
  };
  const env = { ...process.env, ...settings };
  const program = spawn(absolute(binary), ["serve"], { cwd: ROOT, env, stdio: ["ignore", "pipe", "pipe"] });
  let said = "";
  program.stdout.on("data", (text) => (said += text));
  program.stderr.on("data", (text) => (said += text));
  const address = `http://127.0.0.1:${port}`;
  const until = Date.now() + BUILT_WITHIN_MS;
  for (;;) {
    const answer = await fetch(address).catch(() => null);
    if (answer?.ok) {
      break;
    }
    if (program.exitCode !== null || Date.now() > until) {
      program.kill();
      throw new Error(`the program does not serve:\n${said}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  const stop = async () => {
    const ended = new Promise((resolve) => program.once("exit", resolve));
    program.kill("SIGTERM");
    await ended;
    await rm(data, { recursive: true, force: true });
  };
  return { address, stop };
}

function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

/** Starts the browser of the system. */
export function startBrowser() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
}
