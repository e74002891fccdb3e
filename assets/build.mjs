// Makes assets/dist: one style sheet, the fonts, the pictures and the scripts.
// Everything is written to a workshop first and moved into place at the end, so
// an interruption leaves either the old dist or the new one, never half of each.
import { cp, mkdir, readFile, readdir, rename, rm, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { compile } from "sass";

const here = path.dirname(fileURLToPath(import.meta.url));
const modules = path.join(here, "..", "node_modules");
const dist = path.join(here, "dist");
// Inside node_modules: on the same disk as dist, and already out of version control.
const workshop = path.join(modules, ".assets");
const fresh = path.join(workshop, `new-${process.pid}`);
const old = path.join(workshop, "old");

const webFonts = path.join(modules, "@fontsource", "atkinson-hyperlegible-next", "files");
const printFonts = path.join(modules, "@expo-google-fonts", "atkinson-hyperlegible-next");

// Web pages use two weights; charts and PDF also know the true bold.
const woff2 = ["latin-400-normal", "latin-400-italic", "latin-600-normal", "latin-600-italic",
  "latin-ext-400-normal", "latin-ext-600-normal"];
const ttf = ["400Regular", "400Regular_Italic", "600SemiBold", "600SemiBold_Italic", "700Bold", "700Bold_Italic"];

async function exists(file) {
  return stat(file).then(() => true, () => false);
}

// A build that was killed leaves its half-made copy; one of the last hour may still be at work.
async function clearLeftovers() {
  await mkdir(workshop, { recursive: true });
  for (const name of await readdir(workshop)) {
    const left = path.join(workshop, name);
    const made = (await stat(left)).mtimeMs;
    if (name !== "old" && Date.now() - made > 3_600_000) await rm(left, { recursive: true, force: true });
  }
}

async function copyFonts() {
  const to = path.join(fresh, "fonts");
  await mkdir(to, { recursive: true });
  for (const name of woff2) {
    const file = `atkinson-hyperlegible-next-${name}.woff2`;
    await cp(path.join(webFonts, file), path.join(to, file));
  }
  for (const name of ttf) {
    const file = `AtkinsonHyperlegibleNext_${name}.ttf`;
    await cp(path.join(printFonts, name, file), path.join(to, file));
  }
  await cp(path.join(printFonts, "LICENSE_FONT"), path.join(to, "LICENSE.txt"));
}

// The map is not shipped, and a link to a missing file stops Django's collectstatic.
async function scriptWithoutMap(file) {
  const script = await readFile(file, "utf8");
  return script.replace(/\n?\/\/# sourceMappingURL=.*\s*$/, "\n");
}

// Fetched only by who wants to move about on a map.
async function copyLeaflet() {
  const from = path.join(modules, "leaflet");
  const to = path.join(fresh, "leaflet");
  await mkdir(to, { recursive: true });
  await cp(path.join(from, "dist", "leaflet.css"), path.join(to, "leaflet.css"));
  await cp(path.join(from, "dist", "images"), path.join(to, "images"), { recursive: true });
  await cp(path.join(from, "LICENSE"), path.join(to, "LICENSE.txt"));
  await writeFile(path.join(to, "leaflet.js"), await scriptWithoutMap(path.join(from, "dist", "leaflet.js")));
}

async function copyScripts() {
  const to = path.join(fresh, "js");
  await mkdir(to, { recursive: true });
  await cp(path.join(here, "js"), to, { recursive: true });
  const module = path.join(modules, "govuk-frontend", "dist", "govuk", "govuk-frontend.min.js");
  await writeFile(path.join(to, "govuk-frontend.min.js"), await scriptWithoutMap(module));
}

async function compileStyles() {
  const { css } = compile(path.join(here, "scss", "main.scss"), {
    loadPaths: [path.join(modules, "govuk-frontend", "dist")],
    style: "compressed",
    quietDeps: true,
  });
  const address = css.match(/url\((?!["']?fonts\/|["']?img\/)[^)]*\)/);
  if (address) throw new Error(`main.css may only point at its own fonts and pictures, but holds ${address[0]}`);
  await writeFile(path.join(fresh, "main.css"), css);
}

async function moveIntoPlace() {
  await rm(old, { recursive: true, force: true });
  if (await exists(dist)) await rename(dist, old);
  await rename(fresh, dist);
  await rm(old, { recursive: true, force: true });
}

try {
  if (!(await exists(dist)) && (await exists(old))) await rename(old, dist);
  await clearLeftovers();
  await mkdir(fresh, { recursive: true });
  await copyFonts();
  await copyScripts();
  await copyLeaflet();
  await cp(path.join(here, "img"), path.join(fresh, "img"), { recursive: true });
  await compileStyles();
  await moveIntoPlace();
  console.log("Styles, fonts and scripts are in assets/dist");
} catch (problem) {
  await rm(fresh, { recursive: true, force: true });
  console.error(`The styles could not be built: ${problem.message}`);
  process.exitCode = 2;
}
