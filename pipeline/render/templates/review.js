"use strict";
(() => {
  const { $, $$, t, make, byId, bring, focus, follow } = globalThis.room;
  const data = byId("desk"), up = data.dataset.up;
  let state = JSON.parse(data.textContent);
  const here = location.pathname.split("/").slice(2).join("/");  // the page's name, behind the token
  const versions = {}, orders = {};  // by key of a claim, by key of what moves: the list it is in
  const claims = {};  // what the server said last of a claim
  const hosts = () => $$("#digest [data-key]");
  const host = (key) => $(`#digest [data-key="${CSS.escape(key)}"]`);
  const shown = (element) => element.offsetParent !== null;

  // A claim's own parts: its words, its tools, its tags. Words of a heading or paragraph get an element of their own.
  function words(at) {
    let found = $(":scope > .w, :scope > .said", at);
    if (!found) {
      found = make("span", "", { class: "said" });
      found.append(...at.childNodes);
      at.append(found);
    }
    return found;
  }

  const TOOLS = [["accept", "✓"], ["refuse", "✕"], ["edit", "✎"], ["up", "↑"], ["down", "↓"], ["reset", "↺"]];
  const movable = (kind) => !["overview", "summary"].includes(kind);
  const removable = (kind) => !["headline", "summary"].includes(kind);

  function furnish(at) {
    words(at);
    at.setAttribute("aria-keyshortcuts", "a r e x Alt+ArrowUp Alt+ArrowDown");
    const tools = make("span", "", { class: "tool", role: "toolbar", "data-l": "claim_tools", "aria-label": t("claim_tools") });
    for (const [act, sign] of TOOLS) {
      if ((act === "up" || act === "down") && !movable(at.dataset.kind)) continue;
      if (act === "refuse" && !removable(at.dataset.kind)) continue;
      const button = make("button", "", { type: "button", tabindex: "-1", "data-do": act, "data-sign": sign, "data-l": act, "aria-label": t(act), title: t(act) });
      if (act === "reset") button.hidden = true;
      tools.append(button);
    }
    at.append(tools);
    if ("chosen" in at.dataset) tag(at, "is_chosen");
  }

  function tag(at, name) {
    const label = make("span", t(name), { class: `ruling ${name}`, "data-t": name });
    $(":scope > .tool", at).before(label);
  }

  // Figures are built of text and attributes, as the page was: words of an editor are never read as markup.
  function piece([said, look, href, doubts]) {
    if (!href) return said;
    const figure = make("a", said, { class: look, href });
    if (doubts) figure.dataset.q = doubts;
    return figure;
  }

  function show(key, claim) {
    const at = host(key);
    claims[key] = claim;
    versions[key] = claim.version;
    if (!at) return;
    words(at).replaceChildren(...claim.pieces.map(piece));
    at.dataset.ruling = claim.verdict || "";
    for (const old of $$(":scope > .ruling, :scope > .remarks", at)) old.remove();
    if (claim.overridden) tag(at, "is_overridden");
    if (claim.edited) tag(at, "is_edited");
    if (claim.verdict) tag(at, `is_${claim.verdict}`);
    else if ("chosen" in at.dataset) tag(at, "is_chosen");
    for (const button of $$(":scope > .tool button", at)) {
      const act = button.dataset.do;
      if (act === "reset") button.hidden = !claim.verdict && !claim.edited;
      if (act === "accept" || act === "refuse") button.setAttribute("aria-pressed", String(claim.verdict === `${act}${act === "accept" ? "ed" : "d"}`));
    }
    const remarks = [...claim.objections.map((said) => [said, ""]), ...claim.notes.map((said) => [said, "note"])];
    if (remarks.length) {
      const list = make("ul", "", { class: "remarks" });
      for (const [said, look] of remarks) list.append(make("li", said, look ? { class: look } : {}));
      at.append(list);
    }
    if (writing && writing.key === key && writing.version !== claim.version) overtaken(claim);
  }

  function arrange(order) {
    for (const key of order.keys) orders[key] = order;
    const places = order.keys.map(mover).filter(Boolean);
    if (places.length < 2) return;
    const parent = places[0].parentElement, mark = document.createComment("");
    if (places.every((place, i) => !i || place.previousElementSibling === places[i - 1])) return;
    parent.insertBefore(mark, $$(":scope > *", parent).find((child) => places.includes(child)));
    const active = document.activeElement;
    for (const place of places) parent.insertBefore(place, mark);
    mark.remove();
    contents();
    if (active && active !== document.activeElement) focus(active);
  }

  function contents() {
    const place = new Map($$("#digest article").map((article, i) => [`#${article.id}`, i]));
    const list = $(".toc ol");
    if (list) list.append(...[...list.children].sort((one, other) => place.get($("a", one).hash) - place.get($("a", other).hash)));
  }

  // What moves under a key of an order: a claim's item, or a report's article.
  const mover = (key) => key.startsWith("report:") ? $(`#digest h2[data-mover="${CSS.escape(key)}"]`)?.closest("article") : host(key);
  const listed = (at) => at.dataset.mover || at.dataset.key;

  function apply(told) {
    const other = told.lot !== state.lot;
    const sum = { ...state.tally };
    state = { ...state, ...told };
    for (const [key, claim] of Object.entries(told.claims)) show(key, claim);
    for (const order of Object.values(told.orders)) arrange(order);
    byId("undo").disabled = !told.undo;
    byId("redo").disabled = !told.redo;
    progress();
    if (other) notice("another", "bad", reload);
    if (sum.review_edited !== told.tally.review_edited || Object.keys(told.claims).length) unused();
  }

  function progress() {
    const { review_accepted: yes, review_refused: no, slots } = state.tally;
    byId("progress").textContent = `${t("progress")} ${yes + no} / ${slots}`;
  }

  // Figures of the source that the digest uses no more, or uses now.
  function unused() {
    const told = $$("#digest a.f").filter((figure) => !figure.closest('[data-ruling="refused"], .unused')).map((figure) => figure.hash.slice(1));
    const used = new Set(told);
    for (const figure of $$(".text a.f")) figure.classList.toggle("n", !used.has(figure.id));
  }

  const bar = byId("notice");
  let fading, notified = null;
  function notice(name, look = "", action = null, said = t(name)) {
    clearTimeout(fading);
    notified = name;
    bar.textContent = said;
    bar.className = look;
    bar.hidden = false;
    if (action) {
      const button = make("button", t("reload"), { type: "button" });
      button.addEventListener("click", action);
      bar.append(button);
    } else if (look !== "bad") fading = setTimeout(hush, 6000);
  }
  function hush() { bar.hidden = true; notified = null; }
  const reload = () => location.reload();

  // The server may be gone for a while: a decision is sent again until it is answered. Its version makes that safe:
  // what was saved before the answer got lost comes back as stale, with what stands.
  const pause = (ms) => new Promise((done) => setTimeout(done, ms));
  async function send(path, body, once = false) {
    const options = body ? { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify({ page: here, since: state.latest, ...body }) } : {};
    for (;;) {
      try {
        const answer = await fetch(up + path, options);
        if (notified === "lost") notice("back_again", "good");
        if (answer.status === 403) { notice("shut", "bad"); return { status: 403, said: {} }; }
        return { status: answer.status, said: await answer.json().catch(() => ({ said: `HTTP ${answer.status}` })) };
      } catch (error) {
        if (!(error instanceof TypeError)) throw error;  // fetch gives a TypeError for a connection that failed
        notice("lost", "bad");
        if (once) return null;
        await pause(700);
      }
    }
  }

  let busy = Promise.resolve();
  function queued(work) {  // decisions one after the other, so that each carries the version the last one left
    busy = busy.then(work, work);
    return busy;
  }

  async function decide(path, body, wanted = () => false) {
    const { status, said } = await send(path, body);
    if (status === 200) return apply(said), true;
    if (said.state) apply(said.state);
    if (said.why === "stale" && wanted()) return true;
    if (said.why === "stale") notice("stale");
    else if (said.said) notice("failed", "bad", null, said.said);
    return false;
  }

  const rule = (key, verdict) => queued(() => {
    const now = (claims[key] && claims[key].verdict) || null;
    const next = now === verdict && !claims[key].edited ? null : verdict;  // again takes it back, but not the editor's words
    return decide("rule", { key, version: versions[key] || 0, verdict: next }, () => ((claims[key] && claims[key].verdict) || null) === next);
  });
  const reset = (key) => queued(() => decide("rule", { key, version: versions[key] || 0, verdict: null }));
  const move = (at, by) => queued(async () => {
    const order = orders[listed(at)];
    await decide("move", { key: at.dataset.key, version: order ? order.version : 0, by });
    if (at.isConnected) { choose(at); at.scrollIntoView({ block: "nearest" }); }
  });
  const turn = (act) => queued(async () => {
    const { status, said } = await send("turn", { act, latest: state.latest });
    if (said.state || status === 200) apply(said.state || said);
    if (said.why === "stale") notice("stale");
    const at = said.turned && host(said.turned);
    if (at) { choose(at); bring(at); }
  });

  // Which claim the keys speak of.
  let current = null;
  function choose(at, by = true) {
    if (current && current !== at) current.classList.remove("at");
    current = at;
    at.classList.add("at");
    if (by) focus(at);
  }
  // The words of the report that carry a claim, beside it; on a narrow screen there is no room for both.
  function beside(at) {
    const link = $(":scope > .ev", at) || $("a.f", words(at));
    if (link && innerWidth >= 1000) follow(link, false);
  }
  function step(by) {
    const all = hosts().filter(shown);
    if (!all.length) return;
    const at = all.indexOf(current);
    const next = all[Math.min(Math.max(at < 0 ? 0 : at + by, 0), all.length - 1)];
    choose(next);
    next.scrollIntoView({ block: "nearest" });
    beside(next);
  }

  // Writing: words are checked as they are typed; what the gate objects to needs a tick that says so in every export.
  let writing = null;
  function edit(at) {
    if (writing) { if (writing.at === at) return writing.area.focus(); if (!leave()) return; }
    const key = at.dataset.key, box = make("div", "", { class: "desk" });
    const area = make("textarea", "", { "data-l": "words", "aria-label": t("words"), maxlength: "2000", spellcheck: "false" });
    const says = make("p", "", { class: "says", role: "status", "aria-live": "polite" }), rows = make("ul", "");
    const answer = make("label", "", { class: "answer" }), tick = make("input", "", { type: "checkbox" });
    answer.append(tick, make("span", t("answer_for"), { "data-t": "answer_for" }));
    answer.hidden = true;
    const save = make("button", t("save"), { type: "button", class: "save", "data-t": "save" });
    const cancel = make("button", t("cancel"), { type: "button", class: "cancel", "data-t": "cancel" });
    const told = make("span", "", { class: "told", role: "alert" }), row = make("div", "", { class: "row" });
    row.append(save, cancel, told);
    box.append(area, says, rows, answer, row);
    if (at.tagName === "LI") at.append(box); else at.after(box);
    at.classList.add("writing");
    if (innerWidth < 1000) document.body.classList.remove("open");  // the report would cover what is written
    writing = { at, key, version: versions[key] || 0, box, area, says, rows, answer, tick, save, told, first: null, asked: 0, checked: null, wanted: false, warned: false };
    save.disabled = true;
    area.addEventListener("input", () => { writing.warned = writing.wanted = false; told.textContent = ""; check(); });
    area.addEventListener("keydown", keys);
    tick.addEventListener("change", ready);
    save.addEventListener("click", keep);
    cancel.addEventListener("click", () => close());
    area.disabled = true;
    beside(at);
    check(true);
  }

  let waiting;
  function check(first = false) {
    const mine = writing, turn = ++mine.asked;
    mine.checked = null;
    mine.save.disabled = true;
    clearTimeout(waiting);
    waiting = setTimeout(async () => {
      if (!first) mine.says.textContent = t("checking");
      const typed = first ? null : mine.area.value;
      const { status, said } = await send("check", { key: mine.key, words: typed });
      if (mine !== writing || turn !== mine.asked) return;  // other words by now
      if (status !== 200) {
        mine.says.textContent = said.said || "";
        mine.says.className = "says bad";
        return;
      }
      if (first) {
        mine.first = mine.area.value = said.words;
        mine.area.disabled = false;
        mine.area.focus();
      }
      mine.checked = { ...said, typed: mine.area.value };
      judged();
      if (mine.wanted) { mine.wanted = false; keep(); }
    }, first ? 0 : 150);
  }

  function judged() {
    const { checked, says, rows, answer, tick } = writing;
    const bad = checked.objections.length > 0, empty = !checked.words;
    says.className = bad ? "says bad" : "says good";
    says.textContent = bad ? t("objected") : checked.numbers.length ? t("all_right") : t("no_numbers");
    const told = checked.numbers.map((number) => number.message);
    const line = (...parts) => { const row = make("li", ""); row.append(...parts); return row; };
    rows.replaceChildren(
      ...checked.numbers.map(({ text, verdict, severity, message }) => line(
        make("span", text, { class: `number ${severity}` }),
        make("span", t(`verdict_${verdict}`), { class: `tag ${severity}`, "data-t": `verdict_${verdict}` }),
        make("span", message, { class: severity === "error" ? "objection" : "why" }),
      )),
      ...checked.objections.filter((said) => !told.includes(said)).map((said) => line(make("span", said, { class: "objection" }))),
      ...checked.notes.filter((said) => !told.includes(said)).map((said) => line(make("span", said, { class: "why" }))),
    );
    answer.hidden = !bad || empty;
    if (!bad) tick.checked = false;
    ready();
  }

  function ready() {
    const { checked, tick, save, area } = writing;
    const fresh = checked && checked.typed === area.value && checked.words;
    save.disabled = !fresh || (checked.objections.length > 0 && !tick.checked);
  }

  function keep() {
    const mine = writing;
    if (!mine) return undefined;
    if (!mine.checked) { mine.wanted = true; return undefined; }  // saved when the gate has answered for these words
    if (mine.save.disabled) { if (mine.checked.objections.length) mine.told.textContent = t("must_answer"); return undefined; }
    const typed = mine.area.value, override = mine.tick.checked;
    mine.save.disabled = true;
    return queued(async () => {
      const { status, said } = await send("rule", { key: mine.key, version: mine.version, verdict: "accepted", words: typed, override });
      if (status === 200) { close(); apply(said); return; }
      if (said.state) apply(said.state);
      if (said.why === "stale") {
        const now = claims[mine.key];
        if (now && now.pieces.map(([words]) => words).join("") === mine.checked?.words && now.verdict === "accepted") return close();  // it was ours
        overtaken(now);
        mine.version = versions[mine.key] || 0;
      } else if (said.objections) { mine.checked = { ...said, words: typed, typed }; judged(); }
      else mine.told.textContent = said.said || "";
      ready();
    });
  }

  function overtaken(claim) {
    writing.told.textContent = t("stale_editing").replace("{}", claim ? claim.pieces.map(([words]) => words).join("") : "");
  }

  const dirty = () => writing && writing.first !== null && writing.area.value !== writing.first;
  function leave() {
    if (!dirty() || writing.warned) { close(); return true; }
    writing.warned = true;
    writing.told.textContent = t("discard_again");
    writing.area.focus();
    return false;
  }
  function close() {
    const { at, box } = writing;
    clearTimeout(waiting);
    writing = null;
    at.classList.remove("writing");
    box.remove();
    choose(at);
  }
  function keys(event) {
    event.stopPropagation();
    if (event.isComposing) return;
    if (event.key === "Escape") { event.preventDefault(); leave(); }
    else if (event.key === "Enter") { event.preventDefault(); if (!event.shiftKey) keep(); }
  }

  function act(name, at) {
    const key = at.dataset.key;
    if (name === "accept") return rule(key, "accepted");
    if (name === "refuse") return removable(at.dataset.kind) && rule(key, "refused");
    if (name === "edit") return edit(at);
    if (name === "reset") return reset(key);
    return movable(at.dataset.kind) && move(at, name === "up" ? -1 : 1);
  }

  const KEYS = { a: "accept", r: "refuse", e: "edit", x: "reset" };
  document.addEventListener("keydown", (event) => {
    if (event.isComposing || event.target.matches("input, select, textarea") || $("dialog[open]")) return;
    const undo = (event.ctrlKey || event.metaKey) && !event.altKey;
    if (undo && event.key.toLowerCase() === "z") { event.preventDefault(); return turn(event.shiftKey ? "redo" : "undo"); }
    if (undo && event.key.toLowerCase() === "y") { event.preventDefault(); return turn("redo"); }
    if (event.ctrlKey || event.metaKey) return undefined;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      const by = event.key === "ArrowDown" ? 1 : -1;
      if (event.altKey) { if (!current) return undefined; event.preventDefault(); return act(by < 0 ? "up" : "down", current); }
      if (event.target !== document.body && !event.target.closest("#digest")) return undefined;
      event.preventDefault();
      return step(by);
    }
    if (event.altKey) return undefined;
    if (event.key === "u" || event.key === "U") return turn(event.shiftKey ? "redo" : "undo");
    if (!(event.key in KEYS)) return undefined;
    event.preventDefault();
    if (!current || !shown(current)) return step(1);
    return act(KEYS[event.key], current);
  });

  document.addEventListener("focusin", (event) => {
    const at = event.target.closest("#digest [data-key]");
    if (at && at !== current) choose(at, false);
  });
  document.addEventListener("click", (event) => {
    const button = event.target.closest(".tool button"), at = event.target.closest("#digest [data-key]");
    if (at) choose(at, Boolean(button) || !event.target.closest("a, button, .desk"));
    if (button && at) act(button.dataset.do, at);
    if (!event.target.closest("#exports")) byId("exports").open = false;
  });
  for (const name of ["undo", "redo"]) byId(name).addEventListener("click", () => turn(name));
  byId("write").addEventListener("click", () => queued(async () => {
    const { status, said } = await send("write", {});
    byId("exports").open = false;
    if (status === 200) notice("written", "good"); else notice("failed", "bad", null, said.said);
  }));

  const log = byId("log");
  byId("history").addEventListener("click", async () => {
    const { said } = await send("history");
    const does = (line) => line.moved ? "moved" : line.verdict ? `is_${line.verdict}` : "opened";
    $("ol", log).replaceChildren(...said.map((line) => {
      const item = make("li", "");
      item.append(make("time", line.at.replace("T", " ").slice(0, 19)), make("span", line.act === "do" ? t(does(line)) : `${t(`act_${line.act}`)} → ${t(does(line))}`), make("span", line.about, { class: "about" }));
      if (line.words) item.append(make("span", line.words + (line.override ? ` ⚠ ${t("is_overridden")}` : ""), { class: "w" }));
      return item;
    }));
    if (!said.length) $("ol", log).append(make("li", t("nothing_yet")));
    log.showModal();
  });
  $(".shut", log).addEventListener("click", () => log.close());

  // Another tab decides, or the server comes back: look now and then, at once when the page is looked at again.
  let looking = false;
  async function look() {
    if (looking || document.hidden) return;
    looking = true;
    try {
      await queued(async () => {
        const answer = await send(`state?page=${encodeURIComponent(here)}&since=${state.latest}`, null, true);
        if (!answer || answer.status !== 200) return;
        if (answer.said.latest < state.latest) return reload();  // the decisions' file was replaced
        if (answer.said.latest !== state.latest || answer.said.lot !== state.lot) apply(answer.said);
      });
    } finally { looking = false; }
  }
  setInterval(look, 1000);
  document.addEventListener("visibilitychange", look);
  addEventListener("focus", look);
  addEventListener("beforeunload", (event) => { if (dirty()) event.preventDefault(); });

  for (const at of hosts()) furnish(at);
  $(".legend .hint").after(make("span", t("review_hint"), { class: "hint", "data-t": "review_hint" }));
  byId("language").addEventListener("click", () => {
    progress();
    for (const button of $$(".tool button")) button.title = t(button.dataset.l);
  });
  apply(state);
})();
