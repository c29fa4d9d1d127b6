// The picture of the report for README.md: what `moonleaf report seeds` writes, in light and in dark.
//
//   $ node tests/browser/picture.mjs build/release/moonleaf build/release/browser
//   tests/browser/report.png: 97 kB
import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { open, packages, run } from "./browser.mjs";

const program = resolve(process.argv[2]), require = packages(resolve(process.argv[3]));
const here = dirname(fileURLToPath(import.meta.url)), target = join(here, "report.png");
const folder = mkdtempSync(join(tmpdir(), "moonleaf-picture-"));

const PAGE = { width: 1120, height: 940 };
const FRAME = `<style>body { margin: 0; background: #fff } img { position: absolute; width: 610px; border-radius: 8px;
  border: 1px solid #8886 }</style>`;

// The first screen, and the figures with one row opened.
const shoot = async (browser, address, scheme, show) => {
  const page = await browser.newPage({ viewport: PAGE, colorScheme: scheme, reducedMotion: "reduce" });
  await page.goto(address);
  await show(page);
  const path = join(folder, scheme + ".png");
  await page.screenshot({ path });
  return "data:image/png;base64," + readFileSync(path).toString("base64");
};

const openFigure = async page => {
  await page.locator("#figures tbody tr", { hasText: "nuclear powers" }).first().locator("summary").click();
  await page.locator("#figures").evaluate(section => section.scrollIntoView());
};

const main = async () => {
  run(program, ["report", resolve(here, "../../seeds"), "--quiet"], folder);
  const browser = await open(require), address = pathToFileURL(join(folder, "report.html")).href;
  const light = await shoot(browser, address, "light", async () => {});
  const dark = await shoot(browser, address, "dark", openFigure);
  const page = await browser.newPage({ viewport: { width: 1000, height: 650 } });
  await page.setContent(`${FRAME}<img src="${light}" style="left: 12px; top: 12px"><img src="${dark}" style="left: 378px; top: 126px">`);
  await page.screenshot({ path: target });
  await browser.close();
  console.log(`${relative(".", target)}: ${Math.ceil(statSync(target).size / 1000)} kB`);
};

try { await main(); } finally { rmSync(folder, { recursive: true }); }
