// What the tests need: the npm packages, installed once into a folder of the build, a corpus, and a browser.
import { spawnSync } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));

export const run = (program, args, folder) => {
  const result = spawnSync(program, args, { cwd: folder, encoding: "utf8" });
  if (result.error) throw new Error(`${program}: ${result.error.message}; run scripts/setup`);
  if (result.status !== 0) throw new Error(`${program} ${args.join(" ")}: ${result.status}\n${result.stdout}${result.stderr}`);
  return result.stdout;
};

const isCurrent = folder => {
  const done = join(folder, "node_modules", "installed-lock.json");
  return existsSync(done) && readFileSync(done, "utf8") === readFileSync(join(here, "package-lock.json"), "utf8");
};

/* Answers require() for the packages of package-lock.json. */
export const packages = folder => {
  mkdirSync(folder, { recursive: true });
  if (!isCurrent(folder)) {
    for (const name of ["package.json", "package-lock.json"]) copyFileSync(join(here, name), join(folder, name));
    run("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund"], folder);
    copyFileSync(join(here, "package-lock.json"), join(folder, "node_modules", "installed-lock.json"));
  }
  return createRequire(join(folder, "package.json"));
};

/* Chromium without its sandbox: machines that run tests often give no name spaces, and the page is our own. */
export const open = async require => {
  const program = ["/usr/bin/chromium", "/usr/bin/chromium-browser"].find(existsSync);
  if (!program) throw new Error("no chromium; run scripts/setup");
  return require("playwright-core").chromium.launch({ executablePath: program, args: ["--no-sandbox", "--disable-gpu"] });
};
