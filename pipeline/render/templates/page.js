"use strict";
(() => {
  const $ = (selector, root = document) => root.querySelector(selector);
  const $$ = (selector, root = document) => [...root.querySelectorAll(selector)];
  const labels = JSON.parse($("#labels").textContent);
  const root = document.documentElement, body = document.body;
  const digest = $("#digest"), pane = $("#pane"), which = $("#which"), about = $("#about");
  const t = (key) => labels[key][root.dataset.lang === "en" ? 1 : 0];
  const byId = (name) => document.getElementById(name);
  const looks = { p: "planned", c: "context", g: "good", w: "doubtful", e: "bad" };
  const status = (a) => a.dataset.verdict || looks[[...a.classList].find((name) => name in looks)] || "achieved";
  body.classList.add("js");

  // Only textContent and attributes are ever set: the report's words are never read as markup.
  function make(name, text, attributes = {}) {
    const element = document.createElement(name);
    element.textContent = text;
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    return element;
  }

  function open(key) {
    for (const report of $$(".report")) report.hidden = report.id !== key;
    if (which) which.value = key;
    body.classList.add("open");
  }

  function clear() {
    for (const element of $$(".hit, .on, .from-here, .same")) element.classList.remove("hit", "on", "from-here", "same");
  }

  function unfold(element) {
    for (let at = element.parentElement; at; at = at.parentElement) if (at.tagName === "DETAILS") at.open = true;
  }

  function bring(element) {
    unfold(element);
    element.scrollIntoView({ block: "center", inline: "nearest" });
  }

  function light(report, numbers) {
    for (const number of numbers) for (const s of $$(`.s[data-n="${number}"]`, report)) s.classList.add("on");
  }

  const uses = (name) => $$(`#digest a.f[href="#${CSS.escape(name)}"]`);

  // Shows a place of a report: a figure, a sentence, a finding's mark, or the report itself.
  function show(target, from) {
    const report = target.closest(".report");
    if (!report) return false;
    clear();
    again = null;
    open(report.id);
    if (target === report) {
      pane.scrollTop = 0;
      about.textContent = report.dataset.name;
      return true;
    }
    const own = target.closest(".s");
    const numbers = from && from.dataset.n ? from.dataset.n.split(" ") : own ? [own.dataset.n] : [];
    light(report, numbers);
    target.classList.add("hit");
    if (from) from.classList.add("from-here");
    if (target.classList.contains("f")) tell(target, from);
    else about.textContent = report.dataset.name;
    bring(target);
    // On a narrow page the report covers the lower half: keep the words it was called from in sight.
    if (from && innerWidth < 1000) from.scrollIntoView({ block: "nearest" });
    return true;
  }

  let again = null;  // says the last thing again when the language changes

  function tell(figure, from) {
    const places = uses(figure.id);
    again = () => tell(figure, from);
    for (const place of places) if (place !== from) place.classList.add("same");
    const says = from && from.dataset.says;
    about.textContent = says ? `${t(status(from))}　${says}　` : `“${figure.textContent}” ${t(status(figure))}　`;
    if (says && places.length < 2) return;
    if (!places.length) return about.append(t("not_used"));
    about.append(`${t("used_in")} ${places.length} ${t("times")} `);
    places.forEach((place, i) => {
      const link = make("a", i + 1, { href: `#${place.id || figure.id}` });
      link.addEventListener("click", (event) => { event.preventDefault(); event.stopPropagation(); back(figure, place); });
      about.append(link, " ");
    });
  }

  // A number no report holds: what is said of it, beside whatever report is open.
  function remark(figure) {
    clear();
    figure.classList.add("from-here");
    again = () => remark(figure);
    if (!about) return;
    open(which.value);
    about.textContent = `${t(status(figure))}　${figure.dataset.says}`;
    if (innerWidth < 1000) figure.scrollIntoView({ block: "nearest" });
  }

  // From a figure of the source to where the digest uses it.
  function back(figure, place) {
    clear();
    figure.classList.add("hit");
    const own = figure.closest(".s");
    if (own) own.classList.add("on");
    place.classList.add("from-here");
    tell(figure, place);
    bring(place);
    focus(place);
  }

  let quiet = false;  // focus moved by us shows nothing by itself
  function focus(element) {
    quiet = true;
    element.focus({ preventScroll: true });
    quiet = false;
  }

  const follow = (link, remember) => {
    const name = decodeURIComponent((link.getAttribute("href") || "").slice(1));
    const target = name && byId(name);
    if (target && target.matches("#digest a.f")) visit(target);
    else if (!target || !show(target, link)) return false;
    if (remember && location.hash !== `#${name}`) history.pushState(null, "", `#${name}`);
    return true;
  };

  const pick = (figure) => follow(figure, false) || (figure.dataset.says && remark(figure));

  // From a list to a number of the sheet, and on to its words in the report.
  function visit(figure) {
    focus(figure);
    pick(figure);
    bring(figure);
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a");
    if (!link) return;
    if (link.dataset.says && !link.hash) return remark(link);
    if (link.closest(".text") && link.classList.contains("f")) {
      event.preventDefault();
      const places = uses(link.id);
      if (places.length) {
        const last = places.findIndex((place) => place.classList.contains("from-here"));
        const next = link.classList.contains("hit") ? (last + 1) % places.length : 0;
        return back(link, places[next]);
      }
      clear();
      link.classList.add("hit");
      return tell(link);
    }
    if ((link.getAttribute("href") || "").startsWith("#") && follow(link, true)) event.preventDefault();
  });

  document.addEventListener("focusin", (event) => {
    const link = event.target;
    if (quiet || !pane || !link.matches("#digest a.f") || !link.matches(":focus-visible")) return;
    pick(link);
  });

  function landed() {
    const target = location.hash && byId(decodeURIComponent(location.hash.slice(1)));
    if (!target) return;
    if (target.matches("#digest a.f")) visit(target);
    else if (!show(target, uses(target.id)[0])) bring(target);
    else if (uses(target.id)[0]) bring(uses(target.id)[0]);
  }
  addEventListener("popstate", landed);

  function step(by) {
    const figures = $$("#digest .sheet a.f").filter((a) => a.offsetParent !== null);
    if (!figures.length) return;
    const at = figures.indexOf(document.activeElement) >= 0 ? figures.indexOf(document.activeElement) : figures.findIndex((a) => a.classList.contains("from-here"));
    const next = figures[at < 0 ? 0 : (at + by + figures.length) % figures.length];
    focus(next);
    next.scrollIntoView({ block: "nearest" });
    pick(next);
  }

  function dismiss() {
    body.classList.remove("open");
    const from = $(".from-here");
    clear();
    search("");
    if (from) focus(from);
  }

  // Search: blocks of both panes; a match may run across figures. Highlights without touching the document.
  const find = byId("find"), found = byId("found");
  let matches = [], current = -1;

  function ranges(block, wanted) {
    const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT), nodes = [];
    let text = "";
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      nodes.push([text.length, node]);
      text += node.data;
    }
    const place = (offset) => {
      let i = nodes.length - 1;
      while (nodes[i][0] > offset) i--;
      return [nodes[i][1], offset - nodes[i][0]];
    };
    const result = [], lower = text.toLowerCase();
    for (let at = lower.indexOf(wanted); at >= 0 && result.length < 500; at = lower.indexOf(wanted, at + wanted.length)) {
      const range = document.createRange();
      range.setStart(...place(at));
      const [node, offset] = place(at + wanted.length - 1);
      range.setEnd(node, offset + 1);
      result.push(range);
    }
    return result;
  }

  function search(words) {
    const wanted = words.trim().toLowerCase();
    matches = [];
    current = -1;
    if (wanted) for (const block of $$("#digest h1, #digest h2, #digest p, #digest .w, #digest td, #digest .findings > li, .text .l")) matches.push(...ranges(block, wanted));
    if (CSS.highlights) {
      CSS.highlights.clear();
      if (matches.length) CSS.highlights.set("found", new Highlight(...matches));
    }
    found.textContent = !wanted ? "" : matches.length ? `0/${matches.length}` : t("no_match");
  }

  function jump(by) {
    if (!matches.length) return;
    current = (current + by + matches.length) % matches.length;
    const range = matches[current], element = range.startContainer.parentElement, report = element.closest(".report");
    if (report) open(report.id);
    bring(element);
    if (CSS.highlights) CSS.highlights.set("current", new Highlight(range));
    else { const selection = getSelection(); selection.removeAllRanges(); selection.addRange(range); }
    found.textContent = `${current + 1}/${matches.length}`;
  }

  find.form.addEventListener("submit", (event) => { event.preventDefault(); jump(1); });
  let waiting;
  find.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(() => search(find.value), 120); });
  find.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.isComposing) {
      event.preventDefault();
      if (!matches.length) search(find.value);
      jump(event.shiftKey ? -1 : 1);
    }
  });

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") { find.value = ""; return dismiss(); }
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.target.matches("input, select, textarea")) return;
    if (event.key === "/") { event.preventDefault(); find.focus(); find.select(); }
    else if (event.key === "j") step(1);
    else if (event.key === "k") step(-1);
    else if ((event.key === " " || event.key === "Enter") && event.target.matches("a.f")) { event.preventDefault(); event.target.click(); }
  });

  function speak() {
    root.lang = root.dataset.lang === "en" ? "en" : "zh-CN";
    for (const element of $$("[data-t]")) element.textContent = t(element.dataset.t);
    for (const element of $$("[data-l]")) {
      element.setAttribute("aria-label", t(element.dataset.l));
      if (element.placeholder) element.placeholder = t(element.dataset.l);
    }
    byId("language").textContent = t("language");
    if (again) again();
    for (const a of $$("a.f[data-verdict]")) a.dataset.tag = t(a.dataset.verdict);
    for (const a of $$("a.f")) a.title = t(status(a)) + (a.dataset.says ? ` · ${a.dataset.says}` : "") + (a.classList.contains("q") ? ` · ${t("flagged")}` : "");
  }
  byId("language").addEventListener("click", () => { root.dataset.lang = root.dataset.lang === "en" ? "zh" : "en"; speak(); });
  if (which) {
    which.addEventListener("change", () => show(byId(which.value)));
    const unused = byId("mark-unused");
    if (unused) unused.addEventListener("change", (event) => body.classList.toggle("mark-unused", event.target.checked));
    byId("close").addEventListener("click", dismiss);
    open(which.value);
    if (innerWidth < 1000) body.classList.remove("open");
  }
  globalThis.room = { $, $$, t, make, byId, bring, focus, follow };  // for a page that does more
  speak();
  landed();
  addEventListener("load", landed);  // the browser's own scrolling to the fragment comes in between
})();
