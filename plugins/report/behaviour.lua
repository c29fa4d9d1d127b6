-- What JavaScript adds to a page that is whole without it: tables sort and filter, a box searches all texts, links open
-- what they lead into. It builds elements and sets their text; it never makes markup of a text.
return [[
"use strict";
(() => {
  const make = (name, text, attributes = {}) => {
    const element = document.createElement(name);
    if (text) element.textContent = text;
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    return element;
  };
  const fold = text => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace(/\s+/g, " ");
  const later = (wait, action) => {
    let timer;
    return () => { clearTimeout(timer); timer = setTimeout(action, wait); };
  };

  /* Tables */
  const order = new Intl.Collator(undefined, { numeric: true });
  const keyOf = (row, column, isNumber) => {
    const cell = row.cells[column], given = cell.dataset.sort;
    if (!isNumber) return cell.textContent.trim();
    const number = parseFloat(given === undefined ? cell.textContent.replace(/,/g, "") : given);
    return Number.isNaN(number) ? null : number;
  };
  const compare = (a, b) => {
    if (a === b) return 0;
    if (a === null || a === "") return 1;
    if (b === null || b === "") return -1;
    return typeof a === "number" ? a - b : order.compare(a, b);
  };
  const isEmpty = key => key === null || key === "";
  const sort = (table, head, column) => {
    const isNumber = head.hasAttribute("data-number"), was = head.getAttribute("aria-sort");
    const falling = was ? was === "ascending" : isNumber;
    const body = table.tBodies[0];
    const keyed = [...body.rows].map(row => [keyOf(row, column, isNumber), row]);
    keyed.sort(([a], [b]) => isEmpty(a) || isEmpty(b) || !falling ? compare(a, b) : compare(b, a));
    for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
    head.setAttribute("aria-sort", falling ? "descending" : "ascending");
    body.append(...keyed.map(([, row]) => row));
  };
  const addSorting = table => [...table.tHead.rows[0].cells].forEach((head, column) => {
    const button = make("button", head.textContent, { type: "button" });
    button.addEventListener("click", () => sort(table, head, column));
    head.replaceChildren(button);
  });
  const addFilter = (table, number) => {
    const rows = [...table.tBodies[0].rows], id = "filter-" + number;
    const box = make("div", "", { class: "filter" });
    const input = make("input", "", { type: "search", id, autocomplete: "off", dir: "auto" });
    const count = make("span", "", { role: "status" });
    box.append(make("label", "Filter " + table.caption.textContent.toLowerCase(), { for: id }), input, count);
    table.before(box);
    input.addEventListener("input", later(120, () => {
      const wanted = fold(input.value.trim()).split(" ");
      let shown = 0;
      for (const row of rows) {
        row.folded ??= fold(row.textContent);
        row.hidden = !wanted.every(word => row.folded.includes(word));
        shown += !row.hidden;
      }
      count.textContent = input.value.trim() ? shown + " of " + rows.length : "";
    }));
  };
  document.querySelectorAll("table.rows").forEach((table, number) => {
    if (table.tBodies[0].rows.length < 2) return;
    addSorting(table);
    if (table.tBodies[0].rows.length > 7 && !table.closest(".beside")) addFilter(table, number);
  });

  /* Ways into the texts */
  const reveal = () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target) return;
    for (let part = target; part; part = part.parentElement) if (part.localName === "details") part.open = true;
    target.scrollIntoView({ block: target.localName === "mark" ? "center" : "start" });
  };
  addEventListener("hashchange", reveal);
  document.addEventListener("click", event => {
    const link = event.target.closest("a[href^='#d']");
    if (link && link.hash === location.hash) reveal();
  });

  /* Search */
  const MOST_HITS = 200, AROUND = 90, SLICE = 400;
  const search = document.getElementById("search"), query = document.getElementById("query");
  const found = document.getElementById("found"), hits = document.getElementById("hits");
  let blocks = null, round = 0;
  const collect = () => [...document.querySelectorAll(".document")].flatMap(part =>
    [...part.querySelectorAll(".text > :not(.page)")].map(element => ({ part, element, text: null })));
  const excerpt = (text, wanted) => {
    /* Folding keeps words and their order, not their lengths: find the place again in the text itself. */
    let at = text.toLowerCase().indexOf(wanted.toLowerCase()), length = wanted.length;
    if (at < 0) { at = 0; length = 0; }
    const first = Math.max(0, at - AROUND), last = Math.min(text.length, at + length + AROUND);
    const line = make("p", "", { dir: "auto" }), hit = text.slice(at, at + length);
    line.append((first > 0 ? "…" : "") + text.slice(first, at), length ? make("mark", hit) : "",
      text.slice(at + length, last) + (last < text.length ? "…" : ""));
    return line;
  };
  const show = (block, wanted) => {
    const item = make("li"), where = make("div", "", { class: "where" });
    block.element.id ||= "b" + Math.random().toString(36).slice(2);
    const link = make("a", block.part.querySelector("h3").textContent, { href: "#" + block.element.id, dir: "auto" });
    link.addEventListener("click", () => { block.part.open = true; });
    where.append(link);
    item.append(where, excerpt(block.text, wanted));
    hits.append(item);
  };
  const look = () => {
    const mine = ++round, given = query.value.trim().replace(/\s+/g, " "), wanted = fold(given), parts = new Set();
    let count = 0, at = 0;
    hits.replaceChildren();
    found.textContent = "";
    if (!wanted) return;
    blocks ??= collect();
    const step = () => {
      if (mine !== round) return;
      for (const stop = Math.min(blocks.length, at + SLICE); at < stop; at++) {
        const block = blocks[at];
        block.text ??= block.element.textContent.replace(/\s+/g, " ");
        block.folded ??= fold(block.text);
        if (!block.folded.includes(wanted)) continue;
        parts.add(block.part);
        if (++count <= MOST_HITS) show(block, given);
      }
      if (at < blocks.length) { setTimeout(step); return; }
      const passages = count + (count === 1 ? " passage in " : " passages in ");
      const documents = parts.size + (parts.size === 1 ? " document" : " documents");
      const rest = count > MOST_HITS ? "; the first " + MOST_HITS + " are shown" : "";
      found.textContent = count === 0 ? "Nothing found" : passages + documents + rest;
    };
    step();
  };
  search.hidden = false;
  query.addEventListener("input", later(200, look));
  document.addEventListener("click", event => {
    const word = event.target.closest("[data-find]");
    if (!word) return;
    event.preventDefault();
    query.value = word.dataset.find;
    query.focus();
    search.scrollIntoView();
    look();
  });
  reveal();
})();
]]
