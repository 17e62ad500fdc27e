// Builds src/dimos/ui/static/ui/ from assets/ and node_modules/. Needs no network.
//   node assets/build.mjs            build when an input changed
//   node assets/build.mjs --force    build always
//   node assets/build.mjs --watch    build, then again at each change
import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import * as esbuild from "esbuild";
import { PurgeCSS } from "purgecss";

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..");
const assets = path.join(root, "assets");
const modules = path.join(root, "node_modules");
const rooms = path.join(root, "src", "dimos");
const target = path.join(rooms, "ui", "static", "ui");
const stamp = path.join(target, ".inputs");
const budgetBytes = 100_000;
const fontSubsets = ["greek", "greek-ext", "latin"];
const fontWeights = ["400", "700"];

function filesUnder(folder, accepts, found = []) {
  for (const entry of fs.readdirSync(folder, { withFileTypes: true })) {
    const full = path.join(folder, entry.name);
    if (entry.isDirectory()) {
      if (!["static", "node_modules", "__pycache__", "locale"].includes(entry.name)) filesUnder(full, accepts, found);
    } else if (accepts(full)) {
      found.push(full);
    }
  }
  return found.sort();
}

// Templates and Python name the classes that are used; what they do not name is left out of the stylesheet.
function pagesThatNameClasses() {
  return filesUnder(rooms, (file) => file.endsWith(".py") || (file.endsWith(".html") && file.includes("templates")));
}

function digestOfInputs() {
  const hash = createHash("sha256");
  const inputs = [...filesUnder(assets, () => true), ...pagesThatNameClasses(), path.join(root, "package-lock.json")];
  for (const file of inputs) hash.update(path.relative(root, file)).update("\0").update(fs.readFileSync(file)).update("\0");
  return hash.digest("hex");
}

function write(name, content) {
  const file = path.join(target, name);
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, content);
}

// A strict Content-Security-Policy has no `data:` images: each becomes a file.
function moveInlineImagesToFiles(css) {
  const names = new Map();
  return css.replace(/url\((["'])data:image\/svg\+xml;utf8,(.*?)\1\)/gs, (_, quote, svg) => {
    if (!names.has(svg)) {
      names.set(svg, `images/digigov-${names.size + 1}.svg`);
      write(names.get(svg), decodeURIComponent(svg.replaceAll("\\", "")));
    }
    return `url("${names.get(svg)}")`;
  });
}

async function buildStyles() {
  const bundled = await esbuild.build({
    entryPoints: [path.join(assets, "css", "index.css")],
    bundle: true,
    write: false,
    external: ["fonts/*", "images/*"],
    logLevel: "warning",
  });
  const [purged] = await new PurgeCSS().purge({
    content: [...pagesThatNameClasses(), ...filesUnder(path.join(assets, "js"), (file) => file.endsWith(".js"))].map(
      (file) => ({ raw: fs.readFileSync(file, "utf8"), extension: path.extname(file).slice(1) }),
    ),
    css: [{ raw: moveInlineImagesToFiles(bundled.outputFiles[0].text) }],
    defaultExtractor: (text) => text.match(/[A-Za-z0-9_-]+/g) ?? [],
    blocklist: [/^dark$/, /kitchensink/],
    variables: true,
    keyframes: true,
  });
  const minified = await esbuild.transform(purged.css, { loader: "css", minify: true, legalComments: "inline" });
  write("dimos.css", minified.code);
}

async function buildScript() {
  const own = await esbuild.build({
    entryPoints: [path.join(assets, "js", "index.js")],
    bundle: true,
    write: false,
    minify: true,
    format: "iife",
    target: "es2020",
    logLevel: "warning",
  });
  const htmx = fs.readFileSync(path.join(modules, "htmx.org", "dist", "htmx.min.js"), "utf8");
  write("dimos.js", `${htmx}\n${own.outputFiles[0].text}`);
}

// One file of symbols: <svg><use href="…/icons.svg#clock"></use></svg>
function buildIcons() {
  const symbols = filesUnder(path.join(assets, "icons"), (file) => file.endsWith(".svg")).map((file) => {
    const svg = fs.readFileSync(file, "utf8");
    const viewBox = svg.match(/viewBox="([^"]+)"/)[1];
    const shapes = svg.replace(/^[\s\S]*?<svg[^>]*>/, "").replace(/<\/svg>\s*$/, "").trim();
    return `<symbol id="${path.basename(file, ".svg")}" viewBox="${viewBox}" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round">${shapes}</symbol>`;
  });
  write("icons.svg", `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join("")}</svg>\n`);
}

function copyFiles() {
  const fonts = path.join(modules, "@fontsource", "noto-sans");
  for (const subset of fontSubsets)
    for (const weight of fontWeights) {
      const name = `noto-sans-${subset}-${weight}-normal.woff2`;
      write(`fonts/${name}`, fs.readFileSync(path.join(fonts, "files", name)));
    }
  write("fonts/OFL.txt", fs.readFileSync(path.join(fonts, "LICENSE")));
  for (const file of filesUnder(path.join(assets, "images"), () => true))
    write(`images/${path.basename(file)}`, fs.readFileSync(file));
  write("test/axe.min.js", fs.readFileSync(path.join(modules, "axe-core", "axe.min.js")));
}

function compressedBytes(name) {
  return gzipSync(fs.readFileSync(path.join(target, name)), { level: 9 }).length;
}

async function build({ force }) {
  const digest = digestOfInputs();
  if (!force && fs.existsSync(stamp) && fs.readFileSync(stamp, "utf8") === digest) {
    console.log("Assets are up to date.");
    return;
  }
  const startedAt = performance.now();
  fs.rmSync(target, { recursive: true, force: true });
  await Promise.all([buildStyles(), buildScript()]);
  buildIcons();
  copyFiles();
  const [css, js] = [compressedBytes("dimos.css"), compressedBytes("dimos.js")];
  if (css + js > budgetBytes) throw new Error(`CSS and JS take ${css + js} bytes compressed; the bar is ${budgetBytes}.`);
  fs.writeFileSync(stamp, digest);
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  console.log(`Assets built in ${seconds} s: CSS ${css} + JS ${js} = ${css + js} bytes compressed.`);
}

async function watch() {
  let waiting;
  for (const folder of [assets, rooms])
    fs.watch(folder, { recursive: true }, (_, name) => {
      if (name?.includes(`static${path.sep}`)) return;
      clearTimeout(waiting);
      waiting = setTimeout(() => build({ force: false }).catch(console.error), 150);
    });
}

await build({ force: process.argv.includes("--force") });
if (process.argv.includes("--watch")) await watch();
