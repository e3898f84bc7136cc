"""Which model serves which locale, what lies in model folders, and `birlestik models`."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner

from glossary.model import LOCALES
from pipeline.cli.models import app
from pipeline.draft import Drafter
from pipeline.engines import Decoding, Request, folder, load_engine, load_engines, registry
from pipeline.engines.errors import (
    IncompleteModel,
    LanguageCodeError,
    LocaleNotServed,
    NotPulled,
    TorchMissing,
    UnknownModel,
    UnsupportedModel,
)
from pipeline.engines.folder import MANIFEST, Manifest, inspect

SENTENCE = Request(text="The President of Kazakhstan arrived in Baku.")
EMBEDDED = registry.embedded()


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Everything that is pulled or converted goes here, and nothing is there yet."""
    chosen = tmp_path / "home"
    monkeypatch.setenv("BIRLESTIK_HOME", str(chosen))
    return chosen


@pytest.fixture
def plain(tmp_path: Path) -> Path:
    """A transformers folder such as people have: no manifest beside it."""
    assert EMBEDDED.transformers
    return shutil.copytree(EMBEDDED.transformers, tmp_path / "mine")


@pytest.fixture
def plain_ct2(tmp_path: Path) -> Path:
    """A CTranslate2 folder that the tokenizer's files were copied into."""
    assert EMBEDDED.ctranslate2
    target = shutil.copytree(EMBEDDED.ctranslate2, tmp_path / "mine-ct2")
    for name in ("source.spm", "target.spm", "vocab.json", "tokenizer_config.json"):
        shutil.copyfile(EMBEDDED.tokenizer / name, target / name)
    return target


def put(home: Path, name: str, locales: tuple[str, ...]) -> Path:
    """Pretend that a checkpoint was pulled: it is the embedded model, for some locales."""
    root = shutil.copytree(EMBEDDED.root, home / "models" / name)
    codes = {locale: f">>{locale}<<" for locale in locales}
    folder.write_manifest(root, Manifest(name=name, revision="0" * 40, codes=codes))
    return root


def edit(file: Path, **changes: object) -> None:
    data = json.loads(file.read_text(encoding="utf-8"))
    file.write_text(json.dumps({**data, **changes}), encoding="utf-8")


def rename_codes(root: Path, names: dict[str, str]) -> None:
    vocabulary = json.loads((root / "vocab.json").read_text(encoding="utf-8"))
    renamed = {names.get(piece, piece): number for piece, number in vocabulary.items()}
    (root / "vocab.json").write_text(json.dumps(renamed), encoding="utf-8")


def draft(model: str, **options: str) -> str:
    engine = load_engines(["kk"], model=model, **options)["kk"]  # type: ignore[arg-type]
    return engine.translate([SENTENCE], "kk", Decoding())[0][0].text


# The table


def test_every_checkpoint_is_pinned_to_a_commit() -> None:
    for each in registry.CHECKPOINTS:
        assert re.fullmatch("[0-9a-f]{40}", each.revision), each.name
        assert set(each.locales) <= set(LOCALES)


def test_every_locale_has_a_checkpoint_and_the_embedded_model() -> None:
    for locale in LOCALES:
        assert any(locale in each.locales for each in registry.CHECKPOINTS)
        assert locale in EMBEDDED.manifest.codes


def test_names_are_unique_and_work_with_and_without_their_owner() -> None:
    names = [each.name for each in registry.CHECKPOINTS]
    assert len(set(names)) == len(names)
    for each in registry.CHECKPOINTS:
        assert registry.checkpoint(each.name) is registry.checkpoint(each.repository) is each


def test_a_misspelt_name_gets_a_suggestion() -> None:
    with pytest.raises(UnknownModel, match=r"Did you mean opus-mt-en-ru\?"):
        registry.find("opus-mt-en-rus")


# The embedded model


def test_the_embedded_model_is_whole_and_is_what_its_manifest_says() -> None:
    assert EMBEDDED.transformers
    assert EMBEDDED.ctranslate2
    weights = folder.weights(EMBEDDED.transformers)
    assert weights
    assert folder.digest(weights) == EMBEDDED.manifest.revision
    assert (EMBEDDED.root / "MODEL_CARD.md").read_text(encoding="utf-8").startswith("# ")


def test_the_embedded_model_has_one_tokenizer() -> None:
    assert len(list(EMBEDDED.root.rglob("source.spm"))) == 1


def test_without_anything_pulled_the_embedded_model_serves_all() -> None:
    engines = load_engines(LOCALES)
    assert {engine.name for engine in engines.values()} == {EMBEDDED.name}
    assert len({id(engine) for engine in engines.values()}) == 1


# Which model


def test_a_pulled_model_is_preferred_for_its_locales_only(home: Path) -> None:
    put(home, "opus-mt-en-ru", ("ru",))
    chosen = {locale: registry.choose(locale).manifest.name for locale in LOCALES}
    assert chosen == {"kk": "embedded", "ru": "opus-mt-en-ru", "tr": "embedded", "az": "embedded"}
    assert registry.choose("ru", "embedded").manifest.name == "embedded"


def test_of_several_pulled_models_the_first_in_the_table_is_used(home: Path) -> None:
    put(home, "opus-mt-en-trk", ("kk", "tr", "az"))
    put(home, "opus-mt-tc-big-en-tr", ("tr",))
    assert registry.choose("tr").manifest.name == "opus-mt-tc-big-en-tr"
    assert registry.choose("kk").manifest.name == "opus-mt-en-trk"


def test_a_model_that_is_not_here_says_how_to_get_it() -> None:
    with pytest.raises(NotPulled, match=r"birlestik models pull opus-mt-en-ru \(315 MB\)"):
        registry.find("Helsinki-NLP/opus-mt-en-ru")


def test_a_damaged_pulled_model_is_named_and_not_passed_over(home: Path) -> None:
    root = put(home, "opus-mt-en-ru", ("ru",))
    (root / "ctranslate2" / "model.bin").unlink()
    with pytest.raises(IncompleteModel, match=r"model.bin missing.*models pull opus-mt-en-ru"):
        registry.choose("ru")
    assert registry.choose("kk").manifest.name == "embedded"


def test_a_model_for_another_locale_is_refused_with_those_that_serve_it(home: Path) -> None:
    put(home, "opus-mt-en-ru", ("ru",))
    with pytest.raises(LocaleNotServed, match=r"only into ru\. For kk there are: embedded, opus"):
        load_engines(["kk"], model="opus-mt-en-ru")


# Folders


def test_a_plain_transformers_folder_works_with_both_engines(plain: Path) -> None:
    assert draft(str(plain), engine="transformers") == draft("embedded", engine="transformers")
    assert draft(str(plain)) == draft("embedded")


def test_a_plain_ctranslate2_folder_works(plain_ct2: Path) -> None:
    assert draft(str(plain_ct2)) == draft("embedded")
    with pytest.raises(IncompleteModel, match="--engine ctranslate2"):
        draft(str(plain_ct2), engine="transformers")


def test_a_transformers_folder_is_converted_once(
    plain: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    model = registry.find(str(plain))
    load_engine(model)
    [made] = (home / "converted").iterdir()
    assert made.name == f"mine@{model.manifest.revision[:16]}"
    monkeypatch.setattr("pipeline.engines.convert.convert", None)
    load_engine(model)


def test_a_conversion_that_fails_leaves_nothing_behind(plain: Path, home: Path) -> None:
    (plain / "model.safetensors").write_bytes(b"not weights")
    with pytest.raises(UnsupportedModel, match=r"cannot be (converted|read)"):
        draft(str(plain))
    assert list((home / "converted").iterdir()) == []


def test_without_pytorch_both_ways_say_what_to_install(
    plain: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    assert draft("embedded")
    for model, engine in ((str(plain), "ctranslate2"), ("embedded", "transformers")):
        with pytest.raises(TorchMissing, match=re.escape("pip install 'birlestik[torch]'")):
            draft(model, engine=engine)


@pytest.mark.parametrize(
    "missing", ["source.spm", "target.spm", "vocab.json", "tokenizer_config.json", "config.json"]
)
def test_a_missing_file_is_named(plain: Path, missing: str) -> None:
    (plain / missing).unlink()
    with pytest.raises(IncompleteModel, match=re.escape(missing)):
        registry.find(str(plain))


@pytest.mark.parametrize("missing", ["config.json", "shared_vocabulary.json", "vocab.json"])
def test_a_missing_file_of_a_ctranslate2_folder_is_named(plain_ct2: Path, missing: str) -> None:
    (plain_ct2 / missing).unlink()
    with pytest.raises(IncompleteModel, match=re.escape(missing)):
        registry.find(str(plain_ct2))


def test_a_folder_without_a_model_says_what_one_looks_like(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(IncompleteModel, match=r"model\.safetensors"):
        registry.find(str(tmp_path / "empty"))


def break_json(root: Path) -> None:
    (root / "config.json").write_text("{", encoding="utf-8")


def make_it_bert(root: Path) -> None:
    edit(root / "config.json", model_type="bert")


def list_for_a_vocabulary(root: Path) -> None:
    (root / "vocab.json").write_text("[1, 2]", encoding="utf-8")


@pytest.mark.parametrize("spoil", [break_json, make_it_bert, list_for_a_vocabulary])
def test_what_is_no_marian_model_is_refused(plain: Path, spoil: Callable[[Path], None]) -> None:
    spoil(plain)
    with pytest.raises(UnsupportedModel, match=re.escape(str(plain))):
        registry.find(str(plain))


def test_a_model_whose_start_ctranslate2_cannot_express_is_refused(plain: Path) -> None:
    edit(plain / "config.json", decoder_start_token_id=0)
    with pytest.raises(UnsupportedModel, match="must both be the last id"):
        draft(str(plain))


# Language tokens


def test_tokens_of_opus_mt_are_understood(plain: Path) -> None:
    names = {">>kk<<": ">>kaz_Cyrl<<", ">>tr<<": ">>tur<<", ">>az<<": ">>aze_Latn<<"}
    rename_codes(plain, {**names, ">>ru<<": ">>tat<<"})
    codes = registry.find(str(plain)).manifest.codes
    assert codes == {"kk": ">>kaz_Cyrl<<", "tr": ">>tur<<", "az": ">>aze_Latn<<"}


def test_a_model_of_other_languages_is_refused_with_the_tokens_it_has(plain: Path) -> None:
    others = {">>kk<<": ">>fra<<", ">>ru<<": ">>ita<<", ">>tr<<": ">>spa<<", ">>az<<": ">>por<<"}
    rename_codes(plain, others)
    with pytest.raises(LanguageCodeError, match=">>fra<<, >>ita<<, >>spa<<, >>por<<"):
        registry.find(str(plain))


@pytest.mark.parametrize(("code", "reason"), [(">>kaz<<", "does not know"), ("", "needs one")])
def test_a_wrong_or_missing_token_is_refused_with_those_there_are(
    home: Path, code: str, reason: str
) -> None:
    root = put(home, "opus-mt-en-trk", ("kk",))
    edit(root / MANIFEST, codes={"kk": code})
    with pytest.raises(LanguageCodeError, match=rf"{reason}.*>>kk<<, >>ru<<, >>tr<<, >>az<<"):
        registry.choose("kk")


def test_a_model_of_one_target_needs_no_token(plain: Path) -> None:
    rename_codes(plain, {f">>{x}<<": f"▁nothing{x}" for x in LOCALES})
    with pytest.raises(LanguageCodeError, match='"target_lang": "tr"'):
        registry.find(str(plain))
    edit(plain / "tokenizer_config.json", target_lang="tr")
    model = registry.find(str(plain))
    assert model.manifest.codes == {"tr": ""}
    engine = load_engine(model, engine="transformers")
    assert engine.length("Peace.", "tr") == load_engine(EMBEDDED).length("Peace.", "tr") - 1
    assert engine.translate([Request(text="Peace.")], "tr", Decoding())[0][0].text


def test_a_manifest_of_the_future_is_refused_by_name(home: Path) -> None:
    root = put(home, "opus-mt-en-trk", ("kk",))
    edit(root / MANIFEST, shape="round")
    with pytest.raises(UnsupportedModel, match="shape"):
        registry.choose("kk")


def test_a_manifest_comes_back_as_it_was_written(tmp_path: Path) -> None:
    root = shutil.copytree(EMBEDDED.root, tmp_path / "copy")
    manifest = replace(EMBEDDED.manifest, name="Бірлестік", annotates=True, guided=True)
    folder.write_manifest(root, manifest)
    assert folder.inspect(root).manifest == manifest


# The command


def run(*arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(app, list(arguments), env={"COLUMNS": "200"})
    return result.exit_code, result.output


def test_list_says_what_is_used_for_what(home: Path) -> None:
    put(home, "opus-mt-en-ru", ("ru",))
    code, output = run("list")
    assert code == 0
    assert re.search(r"opus-mt-en-ru\W+ru\W+ru\W+\d+ MB", output)
    assert re.search(r"embedded\W+kk ru tr az\W+kk tr az\W+\d+ MB", output)
    assert re.search(r"opus-mt-en-az\W+az\W+no, 230 MB", output)


def test_info_tells_of_models_here_and_elsewhere(plain: Path) -> None:
    assert EMBEDDED.name in run("info", "embedded")[1]
    assert "CTranslate2, transformers" in run("info", "embedded")[1]
    assert "mine@" in run("info", str(plain))[1]
    code, output = run("info", "opus-mt-en-az")
    assert code == 0
    assert "models pull opus-mt-en-az" in " ".join(output.split())
    code, output = run("info", "opus-mt-en-xx")
    assert code == 3
    assert "no such model" in output


def test_convert_makes_a_model_folder(plain: Path, tmp_path: Path) -> None:
    target = tmp_path / "made"
    code, output = run("convert", str(plain), str(target), "--guided", "--license", "CC0-1.0")
    assert code == 0, output
    manifest = folder.inspect(target).manifest
    assert (manifest.name, manifest.guided, manifest.license) == ("made", True, "CC0-1.0")
    assert draft(str(target)) == draft("embedded")
    code, output = run("convert", str(plain), str(target))
    assert code == 3
    assert "there already" in output


def test_remove_deletes_a_pulled_model_and_nothing_else(home: Path) -> None:
    put(home, "opus-mt-en-ru", ("ru",))
    put(home, "opus-mt-en-az", ("az",))
    code, output = run("remove", "opus-mt-en-ru")
    assert code == 0
    assert re.search(r"[1-9]\d* MB freed", output)
    assert [each.name for each in (home / "models").iterdir()] == ["opus-mt-en-az"]
    assert run("remove", "embedded")[0] == 3


def test_a_model_says_how_it_is_searched_best(tmp_path: Path) -> None:
    manifest = inspect(EMBEDDED.root).manifest
    command = ["convert", str(EMBEDDED.root / "transformers"), str(tmp_path / "m")]
    assert run(*command, "--length-penalty", "1.2")[0] == 0
    assert inspect(tmp_path / "m").decoding == Decoding(length_penalty=1.2)
    folder.write_manifest(tmp_path / "m", replace(manifest, length_penalty=0.8))
    engine = load_engine(inspect(tmp_path / "m"))
    drafter = Drafter(engine=engine, locale="kk")
    assert engine.decoding == drafter.recipe.decoding == Decoding(length_penalty=0.8)


def test_a_model_is_given_no_more_at_once_than_it_translates_well(tmp_path: Path) -> None:
    shutil.copytree(EMBEDDED.root, tmp_path / "m")
    manifest = inspect(tmp_path / "m").manifest
    for said, longest in ((0, 512), (40, 40), (9_999, 512)):
        folder.write_manifest(tmp_path / "m", replace(manifest, longest=said))
        model = inspect(tmp_path / "m")
        assert (model.longest, model.max_source) == (longest, 512)
