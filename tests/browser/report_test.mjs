// The page of `moonleaf report` in a browser, over the seeds and documents that mean harm.
//
//   $ node tests/browser/report_test.mjs build/release/moonleaf build/release/browser
//   12 checks of the report: all pass
//
// What is expected of the seeds was read in the seeds.
import assert from "node:assert/strict";
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { open, packages, run } from "./browser.mjs";

const SCRIPT = "</script><script>window.harm = 1</script>";
const TITLE = `"><img src=x onerror="window.harm=2"> & 'report'`;
const DOCUMENTS = {
  "script.md": `# ${SCRIPT.replaceAll("<", "\\<")}\n\nIn 2019 the <img src=x onerror="window.harm=3"> Agency exported 300 tonnes of </p><script>window.harm = 4</script> wheat.\n`,
  "it's \"quoted\" <b>.md": "# A \u202Eesrever\u202C title &lt;i&gt;\n\nIn 2020 the company sold 40 per cent of its `<mark>` shares.\n",
  "arabic.txt": "اجتمع الوزراء في القاهرة يوم الثلاثاء لمناقشة التعاون الاقتصادي بين الدول العربية.\n\nوقال الوزير إن التجارة زادت بنسبة 20 في المئة خلال عام 2019.\n",
  "chinese.txt": "上海合作组织成立于2001年。成员国的贸易额在2016年增长了百分之十五。\n\n各国外长在北京举行了会议,讨论了地区安全问题。\n",
};

const program = resolve(process.argv[2]), require = packages(resolve(process.argv[3]));
const axe = require("axe-core").source;
const folder = mkdtempSync(join(tmpdir(), "moonleaf-report-"));

const makeReport = () => {
  const texts = join(folder, "texts");
  mkdirSync(texts);
  cpSync(join(dirname(fileURLToPath(import.meta.url)), "../../seeds"), texts, { recursive: true });
  for (const [name, text] of Object.entries(DOCUMENTS)) writeFileSync(join(texts, name), text);
  run(program, ["report", "texts", "--title", TITLE, "--quiet"], folder);
  return pathToFileURL(join(folder, "report.html")).href;
};

const checks = {
  async "it opens with all that was asked, and nothing from elsewhere"(page) {
    assert.equal(await page.title(), TITLE);
    const titles = await page.locator("nav a").evaluateAll(links => links.map(link => link.firstChild.textContent.trim()));
    for (const title of ["Overview", "Summary", "Statistics", "Keywords", "Figures", "Timeline", "Actors", "Statements", "Words", "Dispersion", "Documents"])
      assert.ok(titles.includes(title), title);
    assert.equal(await page.locator(".document").count(), 5 + Object.keys(DOCUMENTS).length);
  },

  async "the statistics are those of each document"(page) {
    // the third seed: 2,387 words, as `moonleaf documents` says
    const row = page.locator("#statistics tbody tr", { hasText: "002_9d4318198ce18ca2" });
    assert.equal(await row.locator("td[data-head=Words]").textContent(), "2,387");
    assert.equal(await page.locator("#statistics tbody tr").count(), await page.locator(".document").count());
    assert.equal(await page.locator("#statistics svg").count(), 1);
  },

  async "the dispersion has a lane for each of the ten most frequent words"(page) {
    const plot = page.locator("#dispersion svg", { hasText: "English" });
    const texts = await plot.locator("text").allTextContents();
    // "cooperation" is 72 times in the seeds
    const most = await page.locator("#words .column").first().locator("tbody tr").evaluateAll(rows =>
      rows.slice(0, 10).map(row => [row.cells[0].textContent, row.cells[1].textContent]));
    for (const [word, times] of most) {
      const at = texts.indexOf(word);
      assert.ok(at > 0, `${word} has no lane`);
      if (word === "cooperation") assert.equal(texts[at + 1], times);
    }
  },

  async "words stay whole, and a wide page is used"(page) {
    await page.setViewportSize({ width: 1900, height: 900 });
    const width = selector => page.locator(selector).first().evaluate(e => e.getBoundingClientRect().width);
    assert.ok(await width("#figures table") > 1300);
    assert.ok(await width("#figures td.wide") > 600);
    await page.setViewportSize({ width: 1100, height: 900 });
    assert.ok(await width("#figures td.wide") >= 239); // 15rem
    await page.setViewportSize({ width: 1280, height: 900 });
    const broken = await page.locator("#figures td[data-head='What is counted'] bdi:not(.long)").evaluateAll(all => all.filter(e =>
      getComputedStyle(e).overflowWrap === "anywhere").length);
    assert.equal(broken, 0);
  },

  async "a table sorts, by keyboard too, and says so"(page) {
    const values = () => page.locator("#figures td[data-head=Value]").evaluateAll(cells => cells.map(c => Number(c.dataset.sort)));
    const head = page.locator("#figures th").first();
    const before = await values();
    await head.locator("button").click();
    assert.equal(await head.getAttribute("aria-sort"), "descending");
    assert.deepEqual(await values(), [...before].sort((a, b) => b - a));
    await page.keyboard.press("Enter");
    assert.equal(await head.getAttribute("aria-sort"), "ascending");
    assert.deepEqual(await values(), [...before].sort((a, b) => a - b));
  },

  async "a table filters"(page) {
    await page.getByLabel("Filter figures").fill("nuclear POWERS");
    await page.locator("#figures tbody tr[hidden]").first().waitFor({ state: "attached" });
    const shown = page.locator("#figures tbody tr:not([hidden])");
    for (const text of await shown.allTextContents()) assert.match(text, /nuclear powers/i);
    const all = await page.locator("#figures tbody tr").count(), count = await shown.count();
    assert.ok(count > 0 && count < all);
    assert.equal(await page.locator("#figures .filter [role=status]").textContent(), `${count} of ${all}`);
  },

  async "a row opens its evidence, which leads into the document"(page) {
    const row = page.locator("#figures tbody tr", { hasText: "nuclear powers" }).first();
    await row.locator("summary").click();
    const quoted = await row.locator("blockquote mark").textContent();
    assert.match(quoted, /^By consolidating four nuclear powers—half of the world’s nuclear States—into/);
    assert.match(await row.locator(".source").textContent(), /002_9d4318198ce18ca2 · \d+% into the text \(bytes 3,199–3,459\)/);
    await row.locator(".source a").click();
    const mark = page.locator("mark:target");
    await mark.waitFor({ state: "visible" });
    assert.ok(quoted.startsWith(await mark.textContent()));
    assert.equal(await page.locator(".document[open]").count(), 1);
  },

  async "the search finds in all documents and opens what it found"(page) {
    await page.getByLabel("Search all documents").fill("Kazakhstanskaya  pravda"); // once, in one seed
    await page.locator("#hits li").first().waitFor();
    assert.equal(await page.locator("#found").textContent(), "1 passage in 1 document");
    await page.locator("#hits a").click();
    assert.match(await page.locator(".text :target").textContent(), /Kazakhstanskaya Pravda article under the headline/);
    assert.ok(await page.locator(".text :target").isVisible());
    await page.getByLabel("Search all documents").fill("no such words");
    await page.getByText("Nothing found").waitFor();
  },

  async "a word of the list is looked for"(page) {
    await page.locator("[data-find=terrorism]").click();
    await page.locator("#hits li").first().waitFor();
    assert.equal(await page.locator("#query").inputValue(), "terrorism");
  },

  async "texts, titles and names stay text"(page) {
    assert.equal(await page.evaluate(() => window.harm), undefined);
    assert.equal(await page.locator("script").count(), 1);
    assert.equal(await page.locator("img").count(), 0);
    assert.equal(await page.locator("h1").textContent(), TITLE);
    assert.equal(await page.locator(".document h3").filter({ hasText: "</script>" }).textContent(), SCRIPT);
    assert.equal(await page.locator("#overview td").filter({ hasText: "quoted" }).first().textContent(), "it's \"quoted\" <b>.md");
    const isolated = await page.locator(".document h3 bdi").evaluateAll(all => all.every(e => getComputedStyle(e).unicodeBidi === "isolate"));
    assert.ok(isolated, "a character that turns the direction must not reach past its title");
  },

  async "Arabic runs from right to left, Chinese is marked as such"(page) {
    const block = text => page.locator(".text p").filter({ hasText: text }).first();
    assert.equal(await block("اجتمع").evaluate(e => getComputedStyle(e).direction), "rtl");
    assert.equal(await block("اجتمع").getAttribute("lang"), "ar");
    assert.match(await block("上海合作组织").getAttribute("lang"), /^zh/);
    assert.equal(await block("上海合作组织").evaluate(e => getComputedStyle(e).direction), "ltr");
  },

  async "the first key leads to the content, and the focus is seen"(page) {
    await page.keyboard.press("Tab");
    const skip = page.locator(".skip");
    assert.ok(await skip.evaluate(e => e === document.activeElement && e.getBoundingClientRect().left >= 0));
    assert.notEqual(await skip.evaluate(e => getComputedStyle(e).outlineStyle), "none");
  },
};

const audit = async (page, rules) => {
  await page.locator("details").evaluateAll(all => all.filter((_, i) => i % 9 === 0).forEach(e => { e.open = true; }));
  await page.locator(".document").first().evaluate(e => { e.open = true; });
  await page.evaluate(axe);
  const options = { resultTypes: ["violations"], ...(rules && { runOnly: rules }) };
  const { violations } = await page.evaluate(given => window.axe.run(document, given), options);
  return violations.filter(v => ["serious", "critical"].includes(v.impact)).map(v => `${v.id}: ${v.nodes[0].html}`);
};

const views = {
  async "axe finds nothing serious in the light page"(visit) {
    assert.deepEqual(await audit(await visit({ colorScheme: "light" })), []);
  },
  async "axe finds nothing serious in the dark page, narrow"(visit) {
    const page = await visit({ colorScheme: "dark", viewport: { width: 400, height: 800 } });
    assert.deepEqual(await audit(page, ["color-contrast"]), []); // the rest is the same as in the light one
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), "it is wider than the screen");
  },
  async "it is whole without JavaScript, and on paper"(visit) {
    const page = await visit({ javaScriptEnabled: false });
    const row = page.locator("#figures tbody tr", { hasText: "nuclear powers" }).first();
    await row.locator("summary").click();
    assert.ok(await row.locator("blockquote").isVisible());
    await row.locator(".source a").click();
    await page.locator("mark:target").waitFor({ state: "visible" });
    assert.ok(!await page.locator("#query").isVisible(), "a search box that does nothing");
    await page.emulateMedia({ media: "print" });
    assert.ok(!await page.locator("nav").isVisible());
    assert.ok(await row.isVisible());
  },
};

const main = async () => {
  const address = makeReport(), browser = await open(require), failed = [], complaints = [];
  const visit = async options => {
    const page = await browser.newPage({ viewport: { width: 1280, height: 900 }, ...options });
    page.on("pageerror", error => complaints.push(error.message));
    page.on("console", message => message.type() === "error" && complaints.push(message.text()));
    page.on("request", request => request.url().startsWith(address) || complaints.push(request.url()));
    await page.goto(address);
    return page;
  };
  const attempt = async (name, action) => {
    try { await action(); } catch (error) { failed.push(`${name}: ${error.message}`); }
    for (const complaint of complaints.splice(0)) failed.push(`${name}: the page says: ${complaint}`);
  };
  for (const [name, check] of Object.entries(checks))
    await attempt(name, async () => { const page = await visit({}); page.setDefaultTimeout(8000); await check(page); await page.close(); });
  for (const [name, check] of Object.entries(views)) await attempt(name, () => check(visit));
  await browser.close();
  for (const failure of failed) console.log(failure);
  const count = Object.keys(checks).length + Object.keys(views).length;
  console.log(failed.length === 0 ? `${count} checks of the report: all pass` : `${failed.length} of ${count} checks failed`);
  process.exitCode = failed.length === 0 ? 0 : 1;
};

try { await main(); } finally { rmSync(folder, { recursive: true }); }
