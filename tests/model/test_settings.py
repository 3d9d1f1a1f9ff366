"""Settings: one place, one sentence when something is wrong."""

import re
from pathlib import Path
from typing import Any

import pytest

from pipeline.errors import SettingsError
from pipeline.model.build import ModelSettings
from pipeline.settings import Settings, load_settings, unknown_variables, variable_of

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    ("variables", "name", "value"),
    [
        pytest.param({"JIANBAO_CONCURRENCY": "8"}, "concurrency", 8, id="environment"),
        pytest.param({"OPENAI_BASE_URL": "http://x/v1"}, "base_url", "http://x/v1", id="openai-address"),
        pytest.param({"JIANBAO_CONCURRENCY": ""}, "concurrency", 16, id="empty-is-not-set"),
        pytest.param({"JIANBAO_EXTRA_BODY": '{"top_k": 1}'}, "extra_body", {"top_k": 1}, id="json"),
        pytest.param({"JIANBAO_THINKING": "true"}, "thinking", True, id="switch"),
    ],
)
def test_the_environment_is_read(
    variables: dict[str, str], name: str, value: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    for variable, text in variables.items():
        monkeypatch.setenv(variable, text)
    assert getattr(load_settings(None), name) == value


def test_flags_win_over_the_environment_and_it_over_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / ".env"
    file.write_text("\ufeffJIANBAO_MODEL=file\nJIANBAO_RPM=1\nJIANBAO_TPM=1\nOTHER=x\n", encoding="utf-8")
    monkeypatch.setenv("JIANBAO_RPM", "2")
    monkeypatch.setenv("JIANBAO_TPM", "2")
    settings = load_settings(file, tpm=3, rpm=None)
    assert (settings.model, settings.rpm, settings.tpm) == ("file", 2, 3)


@pytest.mark.parametrize(
    ("variable", "value", "sentence"),
    [
        ("JIANBAO_CONCURRENCY", "many", "JIANBAO_CONCURRENCY: 'many' does not fit; it takes a whole number from 1 to"),
        ("JIANBAO_CONCURRENCY", "0", "JIANBAO_CONCURRENCY: '0' does not fit; it takes a whole number from 1 to"),
        ("JIANBAO_ENGINE", "magic", "JIANBAO_ENGINE: 'magic' does not fit; it takes auto, extractive or llm"),
        ("JIANBAO_TIMEOUT", "-1", "JIANBAO_TIMEOUT: '-1' does not fit; it takes seconds, more than 0"),
        ("OPENAI_BASE_URL", "api.x.cn", "OPENAI_BASE_URL: 'api.x.cn' does not fit; it takes http:// or https://"),
        ("OPENAI_BASE_URL", "http://[bad/v1", "OPENAI_BASE_URL: 'http://[bad/v1' does not fit; it takes http:// or"),
        ("OPENAI_BASE_URL", "http://a b/v1", "OPENAI_BASE_URL: 'http://a b/v1' does not fit; it takes http:// or"),
        ("OPENAI_BASE_URL", "http://a:99999/", "OPENAI_BASE_URL: 'http://a:99999/' does not fit; it takes http:// or"),
        ("OPENAI_BASE_URL", "http://", "OPENAI_BASE_URL: 'http://' does not fit; it takes http:// or https:// address"),
        ("OPENAI_API_KEY", "sk-1 （测试用）", "OPENAI_API_KEY: does not fit; it takes the endpoint's key and nothing"),
        ("OPENAI_API_KEY", "sk-1\nsk-2", "OPENAI_API_KEY: does not fit; it takes the endpoint's key and nothing"),
        ("JIANBAO_EXTRA_BODY", "{", 'JIANBAO_EXTRA_BODY: write a JSON object, such as {"top_k": 1}'),
        ("JIANBAO_EXTRA_BODY", "[1]", "JIANBAO_EXTRA_BODY: '[1]' does not fit; it takes a JSON object, such as"),
    ],
)  # fmt: skip
def test_a_bad_value_is_one_sentence_that_names_the_variable(
    variable: str, value: str, sentence: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(variable, value)
    with pytest.raises(SettingsError, match=re.escape(sentence)) as caught:
        load_settings(None)
    assert "\n" not in str(caught.value)


def test_a_key_and_an_address_copied_with_their_line_end_are_what_they_should_be(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-1\r\n")
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:8000/v1\n")
    settings = load_settings(None)
    assert (settings.api_key.get_secret_value(), settings.base_url) == ("sk-1", "http://127.0.0.1:8000/v1")


def test_a_bad_flag_names_the_flag() -> None:
    with pytest.raises(SettingsError, match=r"--chunk-tokens: 5 does not fit; it takes a whole number, at least 200"):
        load_settings(None, chunk_tokens=5)


def test_a_file_in_another_encoding_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / ".env").write_bytes("JIANBAO_MODEL=模型".encode("gb18030"))
    with pytest.raises(SettingsError, match="UTF-8"):
        load_settings(tmp_path / ".env")


def test_a_misspelt_variable_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JIANBAO_MODLE", "x")
    assert unknown_variables() == {"JIANBAO_MODLE": "JIANBAO_MODEL"}


def test_the_example_lists_every_setting_and_nothing_else() -> None:
    text = (ROOT / ".env.example").read_text(encoding="utf-8")
    listed = re.findall(r"^#?([A-Z_]+)=", text, re.MULTILINE)
    assert sorted(listed) == sorted(variable_of(name) for name in Settings.model_fields)


def test_the_defaults_in_the_example_are_the_defaults(tmp_path: Path) -> None:
    text = (ROOT / ".env.example").read_text(encoding="utf-8")
    file = tmp_path / ".env"
    file.write_text(re.sub(r"^#(?=[A-Z_]+=)", "", text, flags=re.MULTILINE), encoding="utf-8")
    shown = {"base_url": None, "model": None}
    assert load_settings(file).model_copy(update=shown) == load_settings(None)


def test_settings_have_all_the_model_edge_reads() -> None:
    settings: ModelSettings = load_settings(None)
    assert settings.concurrency == 16
