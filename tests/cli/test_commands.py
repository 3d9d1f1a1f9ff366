"""The commands as a user meets them: what is printed, what is written, how they end."""

import json
import re
from pathlib import Path

import pytest
from docx import Document
from jsonschema import Draft202012Validator

from pipeline.render import letterhead_sample
from tests.cli.conftest import Run
from tests.seeds import ROOT, SEEDS

TEXT = "平湖街道2022年工作总结\n\n一、经济发展\n\n全年完成税收3.6亿元,同比增长4.5%;新增企业12家。\n"


def file(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def test_digest_of_the_seeds_ends_with_every_file(run: Run, tmp_path: Path) -> None:
    code, out, err = run("digest", ROOT / "seeds", "--out", "out", "--date", "2026-11-21")
    assert code == 1, "seed 003 disagrees with itself on its year"
    assert out == ""
    assert "extractive" in err
    names = {path.name for path in (tmp_path / "out").iterdir()}
    assert names == {
        *(f"digest.{kind}" for kind in ("json", "md", "html", "docx", "xlsx")),
        *(f"figures.{kind}" for kind in ("csv", "jsonl")),
        "reports",
        "review.json",
        *("results.jsonl", "run.json", ".run.lock"),
    }
    assert len(list((tmp_path / "out" / "reports").glob("*.json"))) == len(SEEDS)
    digest = json.loads((tmp_path / "out" / "digest.json").read_text(encoding="utf-8"))
    assert digest["schema"] == "jianbao.digest/1"
    assert len(digest["items"]) == len(SEEDS)
    assert digest["date"] == "2026-11-21"
    _, schema, _ = run("schema", "digest")
    assert list(Draft202012Validator(json.loads(schema)).iter_errors(digest)) == []


def test_the_same_input_gives_the_same_digest(run: Run, tmp_path: Path) -> None:
    for out in ("one", "two"):
        run("digest", ROOT / "seeds", "--out", out, "--date", "2026-11-21", "--quiet")
    written = [sorted((tmp_path / out).rglob("*.*")) for out in ("one", "two")]
    assert [path.name for path in written[0]] == [path.name for path in written[1]]
    for first, second in zip(*written, strict=True):
        same = (
            first.suffix in (".docx", ".xlsx") or first.name == "run.json" or first.read_bytes() == second.read_bytes()
        )
        assert same, first.name


def test_summarize_does_again_only_what_changed(run: Run, tmp_path: Path) -> None:
    source = file(tmp_path, "in/a.txt", TEXT)
    run("summarize", "in", "--out", "out")
    result = tmp_path / "out" / "reports" / "a.json"
    first = result.stat().st_mtime_ns
    run("summarize", "in", "--out", "out")
    assert result.stat().st_mtime_ns == first
    source.write_text(TEXT.replace("3.6", "3.7"), encoding="utf-8")
    run("summarize", "in", "--out", "out")
    assert "3.7亿元" in result.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        pytest.param("empty.txt", b"", "empty", id="empty"),
        pytest.param("blank.txt", b" \n\n\t", "empty", id="white-space-only"),
        pytest.param("binary.txt", bytes(range(256)) * 40, "", id="binary"),
        pytest.param("zip.txt", b"PK\x03\x04" + bytes(200), "", id="zip-or-word-under-another-name"),
        pytest.param("pdf.txt", b"%PDF-1.7\n" + bytes(200), "", id="pdf-under-another-name"),
        pytest.param("digits.txt", b"12345 67890\n3.14\n" * 50, "no sentence", id="digits-only"),
    ],
)
def test_a_bad_file_is_one_line_and_the_others_are_done(
    run: Run, tmp_path: Path, name: str, content: bytes, says: str
) -> None:
    file(tmp_path, f"in/{name}", content)
    file(tmp_path, "in/good.txt", TEXT)
    code, _, err = run("digest", "in", "--out", "out")
    assert code == 2
    lines = [line for line in err.splitlines() if line.startswith("jianbao:")]
    assert len(lines) == 1
    assert name in lines[0]
    assert says in lines[0]
    assert "Traceback" not in err
    assert (tmp_path / "out" / "reports" / "good.json").exists()
    made = json.loads((tmp_path / "out" / "digest.json").read_text(encoding="utf-8"))
    assert (made["counts"]["reports"], made["counts"]["unread"]) == (1, 1)
    assert [name in finding["message"] for finding in made["findings"] if finding["rule"] == "unread"] == [True]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        pytest.param(["digest", "nowhere"], "nowhere", id="missing-path"),
        pytest.param(["digest", "void"], "void", id="folder-without-reports"),
        pytest.param(["digest", "in", "--engine", "magic"], "magic", id="unknown-engine"),
        pytest.param(["digest", "in", "--themes", "宇航"], "宇航", id="unknown-theme"),
        pytest.param(["digest", "in", "--length", "long"], "long", id="unknown-length"),
        pytest.param(["digest", "in", "--date", "yesterday"], "yesterday", id="no-date"),
        pytest.param(["digest", "in", "--template", "nowhere.docx"], "nowhere.docx", id="no-template"),
        pytest.param(["digest", "in", "--indicators", "nowhere.toml"], "nowhere.toml", id="no-indicators"),
        pytest.param(["digest", "in", "--engine", "llm"], "JIANBAO_MODEL", id="llm-without-a-model"),
        pytest.param(["digest", "in", "--replay", "nowhere", "--model", "m"], "nowhere", id="no-recordings"),
        pytest.param(["schema", "nothing"], "nothing", id="unknown-schema"),
        pytest.param(["verify", "nowhere.txt", "--source", "in"], "nowhere.txt", id="missing-draft"),
        pytest.param(["ledger", "prune"], "nothing to prune", id="prune-without-a-condition"),
        pytest.param(["batch", "import", "nowhere"], "nowhere", id="nothing-to-import"),
        pytest.param(["review", "nowhere"], "nowhere", id="review-of-no-folder"),
        pytest.param(["review", "in"], "no digest to review", id="review-of-no-output"),
    ],
)
def test_wrong_use_is_one_line_and_code_2(run: Run, tmp_path: Path, arguments: list[str], says: str) -> None:
    file(tmp_path, "in/good.txt", TEXT)
    (tmp_path / "void").mkdir()
    code, out, err = run(*arguments)
    assert code == 2
    assert out == ""
    assert says in err
    assert "Traceback" not in err
    assert len([line for line in err.splitlines() if line.startswith("jianbao:")]) == 1


def test_an_unreadable_file_is_one_line(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Root can read everything, so the refusal is the operating system's in name only."""
    bad = file(tmp_path, "in/locked.txt", TEXT)
    file(tmp_path, "in/good.txt", TEXT)
    real = Path.open

    def refuse(self: Path, *args: object, **kwargs: object) -> object:
        if self.name == bad.name:
            raise PermissionError(13, "Permission denied")
        return real(self, *args, **kwargs)  # type: ignore[call-overload]  # forwards whatever it was given

    monkeypatch.setattr(Path, "open", refuse)
    code, _, err = run("summarize", "in", "--out", "out")
    assert code == 2
    assert "locked.txt" in err
    assert (tmp_path / "out" / "reports" / "good.json").exists()


def test_two_files_of_one_name_both_stay(run: Run, tmp_path: Path) -> None:
    file(tmp_path, "in/a/report.txt", TEXT)
    file(tmp_path, "in/b/report.txt", TEXT.replace("3.6", "5.2"))
    code, _, _ = run("digest", "in", "--out", "out")
    assert code == 0
    results = [path.read_text(encoding="utf-8") for path in (tmp_path / "out" / "reports").glob("*.json")]
    assert sorted(re.findall(r"税收(\d\.\d)亿元", "".join(json.loads(r)["headline"]["text"] for r in results))) == [
        "3.6",
        "5.2",
    ]


def test_a_very_long_line_is_done_like_any_other(run: Run, tmp_path: Path) -> None:
    line = "全年完成税收3.6亿元,同比增长4.5%;新增企业12家。"
    file(tmp_path, "in/long.txt", line * (300_000 // len(line.encode())))
    code, _, err = run("summarize", "in", "--out", "out")
    assert code == 0
    assert "Traceback" not in err
    assert json.loads((tmp_path / "out/reports/long.json").read_text())["counts"]["achieved_unused"] == 0


def test_figures_are_rows_of_the_contract(run: Run, tmp_path: Path) -> None:
    file(tmp_path, "in/a.txt", TEXT)
    code, out, _ = run("figures", "in", "--json")
    rows = [json.loads(line) for line in out.splitlines()]
    assert code == 0
    assert [(row["text"], row["value"], row["unit"], row["kind"]) for row in rows] == [
        ("3.6亿元", "360000000", "元", "money"),
        ("4.5%", "4.5", "%", "percent"),
        ("12家", "12", "家", "count"),
    ]
    for row in rows:
        assert TEXT[row["start"] : row["end"]] == row["text"]


def test_verify_finds_a_wrong_number_and_says_so_with_code_1(run: Run, tmp_path: Path) -> None:
    file(tmp_path, "in/a.txt", TEXT)
    draft = file(tmp_path, "draft.txt", "平湖街道全年完成税收3.6万元,新增企业12家。")
    code, out, _ = run("verify", draft, "--source", "in", "--json")
    rows = [json.loads(line) for line in out.splitlines()]
    assert code == 1
    assert [(row["text"], row["verdict"]) for row in rows] == [("3.6万元", "scale_slip"), ("12家", "exact")]


def word(path: Path, text: str) -> Path:
    document = Document()
    document.add_heading(text.split("。")[0])
    document.add_table(1, 1).cell(0, 0).text = text
    document.save(str(path))
    return path


@pytest.mark.parametrize("suffix", [".txt", ".md", ".docx"])
def test_verify_writes_a_page_with_the_numbers_of_any_kind_of_draft(run: Run, tmp_path: Path, suffix: str) -> None:
    file(tmp_path, "in/a.txt", TEXT)
    text, draft = "平湖街道摘编。完成税收3.6万元,新增企业12家。", tmp_path / f"draft{suffix}"
    _ = word(draft, text) if suffix == ".docx" else file(tmp_path, draft.name, text)
    code, out, _ = run("verify", draft, "--source", "in", "--html", "deep/page.html")
    page = (tmp_path / "deep/page.html").read_text(encoding="utf-8")
    assert code == 1
    assert [json.loads(line)["text"] for line in out.splitlines()] == ["3.6万元", "12家"]
    assert re.findall(r'data-verdict="(\w+)" data-tag="[^"]*" data-says="[^"]*">([^<]*)</a>', page) == [
        ("scale_slip", "3.6万元"),
        ("exact", "12家"),
    ]


def test_brief_shows_only_what_is_to_be_looked_at(run: Run, tmp_path: Path) -> None:
    file(tmp_path, "in/a.txt", TEXT)
    draft = file(tmp_path, "draft.txt", "平湖街道全年完成税收3.6万元,新增企业12家。")
    code, out, err = run("verify", draft, "--source", "in", "--brief")
    assert (code, [json.loads(line)["verdict"] for line in out.splitlines()]) == (1, ["scale_slip"])
    assert "2 numbers: 1 wrong, 0 to query, 1 right" in err


CODE = "int main(void) { for (int i = 0; i < 10; i++) run(i); return 0; }\n"


@pytest.mark.parametrize(
    ("draft", "source", "code", "says"),
    [
        pytest.param("工作成效明显。", TEXT, 0, "holds no number", id="draft-without-numbers"),
        pytest.param(
            "完成税收3.6亿元。", "平湖街道总结\n\n工作成效明显。\n", 1, "holds no figure", id="source-without-figures"
        ),
        pytest.param("完成税收3.6亿元。", CODE, 1, "is it the report?", id="source-that-is-no-report"),
        pytest.param("Taxes rose 4.5% to 3.6 billion yuan.", TEXT, 1, "no Chinese text", id="draft-in-english"),
        pytest.param("税收3.6亿元。" * 560_000, TEXT, 2, "more than 700,000", id="draft-of-ten-megabytes"),
        pytest.param("税收3.6亿元。" * 950_000, TEXT, 2, "16 MB", id="draft-of-seventeen-megabytes"),
        pytest.param("", TEXT, 2, "the draft is empty", id="empty-draft"),
        pytest.param("%PDF-1.7", TEXT, 2, "a PDF", id="draft-that-is-no-text"),
        pytest.param("完成税收3.6亿元。", "%PDF-1.7", 2, "a PDF", id="source-that-is-no-text"),
    ],
)
def test_verify_of_bad_input_is_one_clear_line(
    run: Run, tmp_path: Path, draft: str, source: str, code: int, says: str
) -> None:
    file(tmp_path, "in/a.txt", source)
    ended, _, err = run("verify", file(tmp_path, "draft.txt", draft), "--source", "in")
    assert ended == code
    assert len([line for line in err.splitlines() if says in line]) == 1
    assert "Traceback" not in err


def test_audit_says_where_a_report_disagrees_with_itself(run: Run, tmp_path: Path) -> None:
    file(tmp_path, "in/a.txt", "平湖街道2022年工作总结\n\n全年检查企业100家,整改90家,整改率80%。\n")
    code, out, _ = run("audit", "in", "--json")
    assert code == 1
    assert [json.loads(line)["severity"] for line in out.splitlines()] == ["error"]


@pytest.mark.parametrize("name", ["summary", "digest", "figure", "finding", "verify"])
def test_schema_prints_a_json_schema(run: Run, name: str) -> None:
    code, out, _ = run("schema", name)
    assert code == 0
    assert json.loads(out)["type"] == "object"


def test_a_dry_run_of_the_built_in_engine_asks_nothing(run: Run, tmp_path: Path) -> None:
    file(tmp_path, "in/a.txt", TEXT)
    code, out, _ = run("summarize", "in", "--dry-run")
    assert (code, out.split()[0]) == (0, "0")
    assert not (tmp_path / "out").exists()


def test_a_dry_run_of_a_model_prints_calls_tokens_and_an_unknown_price(run: Run, tmp_path: Path) -> None:
    file(tmp_path, "in/a.txt", TEXT)
    code, out, _ = run("summarize", "in", "--engine", "llm", "--model", "no-such-model", "--dry-run")
    assert code == 0
    assert re.search(r"calls +1 ", out)
    assert "unknown" in out


def test_one_report_in_three_files_is_told_once_and_the_extracted_text_is_kept(run: Run, tmp_path: Path) -> None:
    file(tmp_path, "in/a.txt", TEXT)
    file(tmp_path, "in/b.txt", TEXT.replace(",", "，"))
    page = "".join(f"<p>{line}</p>" for line in TEXT.splitlines() if line)
    html = f"<html><head><meta charset=utf-8><title>x</title></head><body>{page}</body></html>"
    file(tmp_path, "in/c.html", html)
    code, _, _ = run("digest", "in", "--out", "in/out")
    again, _, _ = run("digest", "in", "--out", "in/out")
    assert (code, again) == (0, 0)
    made = json.loads((tmp_path / "in/out/digest.json").read_text(encoding="utf-8"))
    assert (made["counts"]["reports"], made["counts"]["doubles"]) == (1, 2)
    extracted = (tmp_path / "in/out/reports/c.txt").read_text(encoding="utf-8")
    summary = json.loads((tmp_path / "in/out/reports/c.json").read_text(encoding="utf-8"))
    for row in summary["figures"]:
        assert extracted[row["start"] : row["end"]] == row["text"]


def test_an_archive_stands_for_its_reports(run: Run, tmp_path: Path) -> None:
    import zipfile

    with zipfile.ZipFile(tmp_path / "all.zip", "w") as archive:
        archive.writestr("甲.txt", TEXT)
        archive.writestr("../乙.txt", TEXT.replace("3.6", "5.2").replace("平湖", "新桥"))
    code, out, err = run("figures", "all.zip", "--json")
    assert code == 0, err
    assert {json.loads(line)["text"] for line in out.splitlines()} >= {"3.6亿元", "5.2亿元"}
    assert not (tmp_path.parent / "乙.txt").exists()


def test_review_writes_the_same_files_when_nothing_is_decided(run: Run, tmp_path: Path) -> None:
    file(tmp_path, "in/a.txt", TEXT)
    file(tmp_path, "in/b.txt", TEXT.replace("平湖", "新桥").replace("3.6", "5.2"))
    letterhead = file(tmp_path, "letterhead.docx", letterhead_sample())
    look = ("--title", "简报", "--length", "brief", "--lang", "en", "--office", "办公室", "--issue-no", "7")
    run("digest", "in", "--out", "out", "--date", "2026-11-21", *look, "--template", letterhead)
    letterhead.unlink()
    before = {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir() if path.is_file()}
    code, out, err = run("review", "out", "--write")
    assert (code, out) == (0, "")
    assert "0 accepted" in err
    after = {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir() if path.is_file()}
    assert {name: after[name] for name in before} == before
    assert set(after) - set(before) == {"decisions.csv", "review.sqlite"}


def test_a_digest_beside_decisions_says_how_to_apply_them(run: Run, tmp_path: Path) -> None:
    file(tmp_path, "in/a.txt", TEXT)
    run("digest", "in", "--out", "out")
    run("review", "out", "--write")
    _, _, err = run("digest", "in", "--out", "out")
    assert "jianbao review out" in err


def test_review_on_a_port_in_use_is_one_line(run: Run, tmp_path: Path) -> None:
    import socket

    file(tmp_path, "in/a.txt", TEXT)
    run("digest", "in", "--out", "out")
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        code, out, err = run("review", "out", "--port", port, "--no-open")
    assert (code, out) == (2, "")
    assert f"port {port} cannot be used" in err
    assert "Traceback" not in err


def test_review_of_decisions_that_are_damaged_is_one_line(run: Run, tmp_path: Path) -> None:
    file(tmp_path, "in/a.txt", TEXT)
    run("digest", "in", "--out", "out")
    file(tmp_path, "out/review.sqlite", b"nothing of the kind " * 100)
    code, _, err = run("review", "out", "--no-open")
    assert code == 2
    assert "damaged" in err
    assert "Traceback" not in err
