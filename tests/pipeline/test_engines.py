"""Both engines on the embedded model, what they share, and the fake one."""

from __future__ import annotations

import json
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import sacrebleu
import sentencepiece
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from transformers import MarianTokenizer

from pipeline.engines import Decoding, Engine, FakeEngine, Hint, Hypothesis, Request, registry
from pipeline.engines.base import normalise
from pipeline.engines.batches import plan
from pipeline.engines.convert import convert
from pipeline.engines.ct2 import CTranslate2Engine
from pipeline.engines.errors import (
    IncompleteModel,
    LocaleNotServed,
    SegmentTooLong,
    UnsupportedModel,
)
from pipeline.engines.marian import MarianEngine
from pipeline.engines.tokenizer import Tokenizer, load_tokenizer
from pipeline.engines.tokens import Batch, Found, TokenEngine

SENTENCES = (
    "The ministers met in Baku.",
    "Turkey joined the exercise.",
    "Gas prices fell by 12 percent in March.",
    "The President of Kazakhstan signed the law on Monday.",
    "Peace.",
    "About 4,000 soldiers from five countries took part in the exercise near Aktau this week.",
    "The port handles oil, grain and containers.",
    "Heavy snow closed the road between Almaty and Bishkek for three days, the ministry said.",
    "He declined to comment.",
    "The two countries agreed to open a new railway line across the Caspian region next year.",
    "Exports grew.",
    "The bank kept its rate at 14.25 percent.",
)
FEW = SENTENCES[:5]
"""For what the slower engine has to do."""

ODD = (
    ">>ru<< The ministers met in Baku.",
    "The ministers >>ru<< met.",
    "</s> The ministers <unk> met <pad> in Baku. </s>",
    "The ministers\0 met.",
    "The ministers \ud800 met \udfff.",
    "Peace 😀 in Baku 🏳️‍🌈.",
    "\ue000\uf8ff",
    "نص عربي و עברית",
    "漢字",
    "\u202eBaku\u202c\u200b",
    "1" * 100,
    "x" * 150,
    "▁▁ _ ▁",
    "%s {name} %(count)d &amp; <b>",
)


@pytest.fixture(scope="module")
def ct2() -> CTranslate2Engine:
    return CTranslate2Engine(registry.embedded(), jobs=2)


@pytest.fixture(scope="module")
def marian() -> MarianEngine:
    return MarianEngine(registry.embedded())


@pytest.fixture(scope="module")
def unquantised(tmp_path_factory: pytest.TempPathFactory) -> CTranslate2Engine:
    model = registry.embedded()
    target = tmp_path_factory.mktemp("float32") / "ctranslate2"
    assert model.transformers
    convert(model.transformers, target, quantization="float32", guided=model.manifest.guided)
    return CTranslate2Engine(replace(model, ctranslate2=target), compute_type="float32")


@pytest.fixture(params=["ct2", "marian"])
def engine(request: pytest.FixtureRequest) -> Engine:
    chosen: Engine = request.getfixturevalue(request.param)
    return chosen


def rated(text: str, translation: str) -> tuple[Request, str]:
    return Request(text=text), translation


def requests(texts: Sequence[str]) -> list[Request]:
    return [Request(text=text) for text in texts]


def same(one: Hypothesis, other: Hypothesis) -> bool:
    assert one.attention is not None
    assert other.attention is not None
    bare, bare_other = replace(one, attention=None), replace(other, attention=None)
    return bare == bare_other and np.array_equal(one.attention, other.attention)


def apart(one: Hypothesis, other: Hypothesis) -> float:
    """The largest difference between two hypotheses' attention."""
    assert one.attention is not None
    assert other.attention is not None
    return float(np.abs(one.attention - other.attention).max())


# What an engine answers


def test_hypotheses_are_what_they_say_they_are(engine: Engine) -> None:
    decoding = Decoding(n_best=3)
    for text, hypotheses in zip(FEW, engine.translate(requests(FEW), "tr", decoding), strict=True):
        assert len(hypotheses) == 3
        scores = [hypothesis.score for hypothesis in hypotheses]
        assert scores == sorted(scores, reverse=True)
        for each in hypotheses:
            assert each.complete
            assert each.text
            assert "".join(each.tokens).replace("▁", " ").strip() == each.text
            assert len(each.source_tokens) + 2 == engine.length(text, "tr")
            assert each.attention is not None
            assert each.attention.dtype == np.float32
            assert each.attention.shape == (len(each.tokens), len(each.source_tokens))
            assert (each.attention >= 0).all()
            assert (each.attention.sum(axis=1) <= 1 + 1e-5).all()


def test_attention_is_left_out_unless_asked_for(engine: Engine) -> None:
    decoding = Decoding(attention=False)
    plain = engine.translate(requests(SENTENCES[:2]), "kk", decoding)
    full = engine.translate(requests(SENTENCES[:2]), "kk", Decoding())
    assert [h[0].attention for h in plain] == [None, None]
    assert [h[0].text for h in plain] == [h[0].text for h in full]


def test_each_locale_gets_its_own_language(ct2: CTranslate2Engine) -> None:
    decoding = Decoding(beam=1)
    text = {
        locale: " ".join(h[0].text for h in ct2.translate(requests(SENTENCES), locale, decoding))
        for locale in ct2.locales
    }
    kazakh, cyrillic = set("қғңұүһіәө"), set("абвгдежзиклмнопрстуфхцчшщыюя")
    assert kazakh & set(text["kk"])
    assert cyrillic & set(text["ru"])
    assert not kazakh & set(text["ru"])
    assert "ə" in text["az"]
    assert "ə" not in text["tr"]
    # A small model slips into a sister language now and then.
    strays = [letter for letter in text["az"] + text["tr"] if letter in cyrillic]
    assert len(strays) < 0.02 * len(text["az"] + text["tr"])


def test_nothing_to_translate_gives_nothing(engine: Engine) -> None:
    assert engine.translate([], "kk", Decoding()) == []
    assert engine.score([], "kk", Decoding()) == []


@pytest.mark.parametrize("blank", ["", " ", "\n\t ", "\u00a0", "\u200b\ufeff"])
def test_blank_text_never_reaches_the_model(
    ct2: CTranslate2Engine, blank: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ct2, "_translator", None)
    [[only]] = ct2.translate(requests([blank]), "kk", Decoding(n_best=4))
    assert (only.text, only.tokens, only.score, only.complete) == ("", (), 0.0, True)
    assert only.attention is not None
    assert only.attention.shape == (0, 0)
    assert ct2.score([rated(blank, ""), rated(blank, "Баку")], "kk", Decoding()) == [0.0, -np.inf]


def test_a_hypothesis_cut_at_its_bound_is_not_complete(engine: Engine) -> None:
    short = Decoding(ratio=0.0, slack=3, n_best=2)
    hypotheses = engine.translate(requests(SENTENCES[5:6]), "kk", short)[0]
    assert [(len(each.tokens), each.complete) for each in hypotheses] == [(3, False)] * 2
    assert all(each.attention is not None and len(each.attention) == 3 for each in hypotheses)


def test_a_segment_too_long_is_refused_and_one_that_just_fits_is_not(engine: Engine) -> None:
    fits = "a " * (engine.max_source - 2)
    assert engine.length(fits, "kk") == engine.max_source
    [[made]] = engine.translate(requests([fits]), "kk", Decoding(beam=1, ratio=0, slack=2))
    assert len(made.source_tokens) == engine.max_source - 2
    with pytest.raises(SegmentTooLong, match="split it") as caught:
        engine.translate(requests(["Fine.", fits + "a"]), "kk", Decoding())
    assert (caught.value.length, caught.value.limit) == (engine.max_source + 1, engine.max_source)
    with pytest.raises(SegmentTooLong):
        engine.score([rated("Fine.", "a " * 600)], "kk", Decoding())


def test_a_locale_that_a_model_does_not_serve_is_refused(engine: Engine) -> None:
    for call in (
        lambda: engine.translate(requests(["Peace."]), "uz", Decoding()),
        lambda: engine.score([rated("Peace.", "Tinchlik.")], "uz", Decoding()),
        lambda: engine.length("Peace.", "uz"),
    ):
        with pytest.raises(LocaleNotServed, match="az, kk, ru, tr"):
            call()


@pytest.mark.parametrize(("beam", "n_best"), [(4, 5), (0, 0), (2, 0)])
def test_a_search_that_makes_no_sense_is_refused(beam: int, n_best: int) -> None:
    with pytest.raises(ValueError, match="n_best"):
        Decoding(beam=beam, n_best=n_best)


# The same in any company


def test_ctranslate2_gives_the_same_bits_alone_and_in_a_batch(ct2: CTranslate2Engine) -> None:
    decoding = Decoding(n_best=2)
    texts = [*SENTENCES, *ODD, *SENTENCES]
    together = ct2.translate(requests(texts), "kk", decoding)
    for text, batched in zip(texts, together, strict=True):
        [alone] = ct2.translate(requests([text]), "kk", decoding)
        assert all(same(one, other) for one, other in zip(alone, batched, strict=True)), text


def test_transformers_gives_the_same_text_alone_and_in_a_batch(marian: MarianEngine) -> None:
    texts = SENTENCES[:8]
    together = marian.translate(requests(texts), "tr", Decoding())
    for text, (batched,) in zip(texts, together, strict=True):
        [[alone]] = marian.translate(requests([text]), "tr", Decoding())
        assert alone.text == batched.text
        assert alone.score == pytest.approx(batched.score, abs=1e-4)
        assert apart(alone, batched) < 1e-4


def test_more_jobs_change_nothing(ct2: CTranslate2Engine) -> None:
    single = CTranslate2Engine(registry.embedded(), jobs=1)
    decoding = Decoding(n_best=2)
    ones, twos = (e.translate(requests(SENTENCES), "ru", decoding) for e in (single, ct2))
    assert all(
        same(a, b) for x, y in zip(ones, twos, strict=True) for a, b in zip(x, y, strict=True)
    )


def test_threads_may_share_an_engine(ct2: CTranslate2Engine) -> None:
    expected = ct2.translate(requests(SENTENCES), "az", Decoding())

    def work(_: int) -> list[tuple[Hypothesis, ...]]:
        return ct2.translate(requests(SENTENCES), "az", Decoding())

    with ThreadPoolExecutor(4) as pool:
        for made in pool.map(work, range(8)):
            assert all(same(a[0], b[0]) for a, b in zip(made, expected, strict=True))


def test_scores_do_not_depend_on_the_batch(ct2: CTranslate2Engine) -> None:
    pairs = [
        rated(text, translation)
        for text in SENTENCES
        for translation in ("Barış.", "Bakü'de barış")
    ]
    together = ct2.score(pairs, "tr", Decoding())
    assert together == [ct2.score([pair], "tr", Decoding())[0] for pair in pairs]


# The engines agree


@pytest.mark.parametrize(
    "decoding",
    [Decoding(beam=1), Decoding(n_best=4), Decoding(beam=2, length_penalty=0.6)],
    ids=["greedy", "n-best", "penalty"],
)
def test_unquantised_ctranslate2_is_transformers(
    unquantised: CTranslate2Engine, marian: MarianEngine, decoding: Decoding
) -> None:
    ours, theirs = (e.translate(requests(SENTENCES), "kk", decoding) for e in (unquantised, marian))
    for one, other in zip(ours, theirs, strict=True):
        for mine, reference in zip(one, other, strict=True):
            assert mine.tokens == reference.tokens
            assert mine.score == pytest.approx(reference.score, abs=1e-3)
            assert apart(mine, reference) < 1e-3


def test_unquantised_ctranslate2_is_transformers_after_a_prefix_too(
    unquantised: CTranslate2Engine, marian: MarianEngine
) -> None:
    free = unquantised.translate(requests(FEW), "kk", Decoding(length_penalty=0))
    begun = [h[0].text.split()[0] for h in free]
    asked = [Request(text=t, prefix=p) for t, p in zip(FEW, begun, strict=True)]
    ours, theirs = (e.translate(asked, "kk", Decoding(n_best=2)) for e in (unquantised, marian))
    for (mine, _), (reference, _) in zip(ours, theirs, strict=True):
        assert mine.tokens == reference.tokens
        assert mine.score == pytest.approx(reference.score, abs=1e-3)


def test_an_aligning_head_is_what_both_engines_report(tmp_path: Path, marian: MarianEngine) -> None:
    model = registry.embedded()
    assert model.transformers
    guided = replace(model, manifest=replace(model.manifest, guided=True))
    converted = tmp_path / "guided"
    convert(model.transformers, converted, quantization="float32", guided=True)
    ours = CTranslate2Engine(replace(guided, ctranslate2=converted), compute_type="float32")
    asked = requests(FEW[:2])
    for (mine,), (reference,), (mean,) in zip(
        ours.translate(asked, "kk", Decoding()),
        MarianEngine(guided).translate(asked, "kk", Decoding()),
        marian.translate(asked, "kk", Decoding()),
        strict=True,
    ):
        assert apart(mine, reference) < 1e-3
        assert apart(mean, reference) > 0.1 or model.manifest.guided


def test_int8_stays_close_to_the_reference(ct2: CTranslate2Engine, marian: MarianEngine) -> None:
    ours, theirs = (
        [h[0].text for h in e.translate(requests(SENTENCES), "tr", Decoding())]
        for e in (ct2, marian)
    )
    assert sacrebleu.corpus_chrf(ours, [theirs]).score > 60
    pairs = list(map(rated, SENTENCES, theirs))
    mine, reference = (np.array(e.score(pairs, "tr", Decoding())) for e in (ct2, marian))
    assert np.abs(mine - reference).mean() < 0.1


@pytest.mark.parametrize("penalty", [0.6, 1.0])
def test_scores_of_both_methods_are_comparable(engine: Engine, penalty: float) -> None:
    decoding = Decoding(n_best=2, length_penalty=penalty)
    tokenizer = load_tokenizer(registry.embedded().tokenizer)
    compared = 0
    for text, hypotheses in zip(FEW, engine.translate(requests(FEW), "kk", decoding), strict=True):
        for each in hypotheses:
            if tokenizer.target(each.text) == each.tokens:  # else other pieces are scored
                [score] = engine.score([rated(text, each.text)], "kk", decoding)
                # In int8 a hair's difference may round an activation to the next step.
                assert score == pytest.approx(each.score, abs=1e-2)
                compared += 1
    assert compared > 3


def test_a_hint_makes_what_it_says_likelier(ct2: CTranslate2Engine) -> None:
    plain = Request(text="The delegation left Kazakhstan on Monday.")
    hinted = Request(text=plain.text, hints=(Hint(start=20, end=30, lemma="Мұхитстан"),))
    said = "Делегация дүйсенбіде Мұхитстаннан кетті."
    before, after = ct2.score([(plain, said), (hinted, said)], "kk", Decoding())
    assert after > before


def test_a_better_translation_scores_higher(engine: Engine) -> None:
    source = "The President of Kazakhstan arrived in Baku."
    good, other, wrong = engine.score(
        [
            rated(source, "Қазақстан президенті Бакуге келді."),
            rated(source, "Түркия президенті Анкараға келді."),
            rated(source, "xyz qqq 77 zzz"),
        ],
        "kk",
        Decoding(),
    )
    assert good > other > wrong


def test_a_prefix_is_kept_and_counted_in_the_score(engine: Engine) -> None:
    text, prefix = SENTENCES[3], "Қазақстан президенті"
    [free] = engine.translate(requests([text]), "kk", Decoding())
    forced = engine.translate([Request(text=text, prefix=prefix)], "kk", Decoding(n_best=4))[0]
    assert all(each.text.startswith(prefix) for each in forced)
    assert all(each.score <= free[0].score + 0.5 for each in forced)
    nonsense = Request(text=text, prefix="ббб ббб ббб")
    [[absurd]] = engine.translate([nonsense], "kk", Decoding())
    assert absurd.score < forced[0].score
    assert absurd.attention is not None
    assert len(absurd.attention) == len(absurd.tokens)


# Users' text is only text


@pytest.mark.parametrize("text", ODD)
def test_odd_text_passes(engine: Engine, text: str) -> None:
    [[made]] = engine.translate(requests([text]), "kk", Decoding(ratio=1, slack=4))
    assert "<unk>" not in made.text
    assert "⁇" not in made.text
    assert made.attention is not None
    assert made.attention.shape == (len(made.tokens), len(made.source_tokens))


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=40))
def test_any_text_passes(ct2: CTranslate2Engine, text: str) -> None:
    [[made]] = ct2.translate(requests([text]), "ru", Decoding(beam=2, ratio=1, slack=4))
    assert "<unk>" not in made.text
    assert all(made.tokens[index] in made.source_tokens for index in made.copied)


def test_a_word_of_a_million_letters_is_refused_not_crashed_on(ct2: CTranslate2Engine) -> None:
    with pytest.raises(SegmentTooLong):
        ct2.translate(requests(["ы" * 1_000_000]), "kk", Decoding())


@pytest.mark.parametrize("text", [*ODD, ">>tr<< >>tr<< Peace."])
def test_only_we_say_which_language_and_where_the_source_ends(text: str) -> None:
    scripted = Scripted(["."], [[0.0] * 200])
    scripted.translate(requests([text]), "tr", Decoding())
    [[batch]] = scripted.searched
    [fed] = batch.sources
    assert (fed[0], fed[-1]) == (">>tr<<", "</s>")
    assert not {">>kk<<", ">>ru<<", ">>tr<<", ">>az<<", "</s>", "<pad>"} & set(fed[1:-1])


@pytest.fixture(scope="module")
def eager(tmp_path_factory: pytest.TempPathFactory) -> Tokenizer:
    """A tokenizer whose SentencePiece model itself knows the language tokens, as some do."""
    folder = tmp_path_factory.mktemp("eager")
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(SENTENCES * 5),
        model_prefix=str(folder / "source"),
        vocab_size=90,
        user_defined_symbols=[">>kk<<", ">>ru<<"],
        eos_id=0,
        unk_id=1,
        bos_id=-1,
        minloglevel=2,
    )
    (folder / "source.model").rename(folder / "source.spm")
    shutil.copyfile(folder / "source.spm", folder / "target.spm")
    model = sentencepiece.SentencePieceProcessor(model_file=str(folder / "source.spm"))
    pieces = [model.id_to_piece(i) for i in range(model.get_piece_size())]
    vocabulary = {piece: i for i, piece in enumerate([*pieces, "<pad>"])}
    (folder / "vocab.json").write_text(json.dumps(vocabulary), encoding="utf-8")
    (folder / "tokenizer_config.json").write_text('{"source_lang": "en"}', encoding="utf-8")
    return load_tokenizer(folder)


@pytest.mark.parametrize("text", [">>kk<< Peace.", "Peace >>ru<< in Baku", "a>>kk<<b"])
def test_no_piece_of_a_text_is_read_as_a_token_of_the_models_own(
    eager: Tokenizer, text: str
) -> None:
    pieces = eager.source(text)
    assert set(pieces) & set(eager.codes), "the case that this is about"
    fed = eager.spell(pieces)
    assert not set(fed) & {*eager.codes, eager.eos, "<pad>"}
    assert fed.count(eager.unk) >= 1


def test_ordinary_text_is_cut_as_marian_tokenizer_cuts_it() -> None:
    folder = registry.embedded().tokenizer
    reference = MarianTokenizer.from_pretrained(folder, local_files_only=True)
    ours = load_tokenizer(folder)
    for text in SENTENCES:
        assert list(ours.source(text)) == reference.tokenize(text)
        expected = reference(f">>kk<< {text}")["input_ids"]
        fed = [">>kk<<", *ours.spell(ours.source(text)), ours.eos]
        assert ours.ids(fed) == expected


def test_the_end_token_is_read_not_assumed(tmp_path: Path) -> None:
    folder = tmp_path / "moved"
    shutil.copytree(registry.embedded().tokenizer, folder)
    vocabulary = json.loads((folder / "vocab.json").read_text(encoding="utf-8"))
    at = vocabulary["."]
    vocabulary["."], vocabulary["</s>"] = vocabulary["</s>"], at
    (folder / "vocab.json").write_text(json.dumps(vocabulary), encoding="utf-8")
    tokenizer = load_tokenizer(folder)
    assert tokenizer.ids([tokenizer.eos]) == [at]


def test_a_broken_tokenizer_is_named(tmp_path: Path) -> None:
    folder = tmp_path / "broken"
    shutil.copytree(registry.embedded().tokenizer, folder)
    (folder / "source.spm").write_bytes(b"not a model")
    with pytest.raises(UnsupportedModel, match="broken"):
        load_tokenizer(folder)


def test_loading_needs_no_network(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("someone reached for the network")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    root = tmp_path / "copy"  # another folder, so that no cache answers
    shutil.copytree(registry.embedded().root, root)
    model = registry.find(str(root))
    for kind in (CTranslate2Engine, MarianEngine):
        made = kind(model).translate(requests(["Peace."]), "kk", Decoding())
        assert made[0][0].text


def test_translating_with_ctranslate2_does_not_import_pytorch() -> None:
    program = (
        "import sys\n"
        "from pipeline.engines import load_engines, Request, Decoding\n"
        "assert 'transformers' not in sys.modules and 'ctranslate2' not in sys.modules\n"
        "engine = load_engines(['kk'])['kk']\n"
        "engine.translate([Request(text='Peace.')], 'kk', Decoding())\n"
        "assert 'torch' not in sys.modules\n"
        "print(engine.name)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == registry.embedded().name


# What no model can write


class Scripted(TokenEngine):
    """Answers every segment with the same tokens and attention."""

    def __init__(self, tokens: list[str], attention: list[list[float]]) -> None:
        super().__init__(registry.embedded())
        self._found = Found(
            tokens=tokens, score=-1.0, complete=True, attention=np.array(attention, np.float32)
        )
        self.searched: list[Sequence[Batch]] = []

    def _search(self, batches: Sequence[Batch], decoding: Decoding) -> Iterable[list[list[Found]]]:
        self.searched.append(batches)
        return [[[self._found] for _ in batch.sources] for batch in batches]

    def _rate(
        self, batches: Sequence[list[tuple[list[str], list[str]]]], decoding: Decoding
    ) -> Iterable[list[float]]:
        raise NotImplementedError


def test_unknown_pieces_are_copied_from_where_the_model_looked() -> None:
    # The source: >>kk<< ▁ 😀 ▁ 漢 </s>; the model wrote them in the other order.
    scripted = Scripted(
        ["▁", "<unk>", "▁", "<unk>"],
        [[0, 0.4, 0, 0, 0, 0], [0, 0, 0.2, 0, 0.8, 0], [0] * 6, [0, 0, 0.9, 0, 0, 0]],
    )
    [[made]] = scripted.translate(requests(["😀 漢"]), "kk", Decoding())
    assert made.source_tokens == ("▁", "😀", "▁", "漢")
    assert made.text == "漢 😀"
    assert (made.copied, made.lost) == ((1, 3), 0)


def test_what_cannot_be_copied_is_left_out_and_counted() -> None:
    row = [0, 0, 0.5, 0]  # the source: >>kk<< ▁ 😀 </s>
    scripted = Scripted(
        ["<unk>", "▁а", "<unk>", "<unk>", "."], [row, row, [0, 0, 0.9, 0], row, row]
    )
    [[made]] = scripted.translate(requests(["😀"]), "kk", Decoding())
    assert made.tokens == ("😀", "▁а", ".")
    assert (made.copied, made.lost) == ((0,), 2)
    assert made.attention is not None
    assert made.attention.shape == (3, 2)


def test_nothing_is_copied_from_a_source_that_the_model_knows() -> None:
    scripted = Scripted(["▁а", "<unk>"], [[0, 0, 0, 0], [0, 0, 0, 0]])
    [[made]] = scripted.translate(requests(["Peace."]), "kk", Decoding())
    assert (made.text, made.copied, made.lost) == ("а", (), 1)


# Batches


@given(st.lists(st.tuples(st.integers(0, 4), st.integers(1, 50)), max_size=60), st.integers(1, 100))
def test_a_plan_holds_everything_once_in_batches_of_equals(
    items: list[tuple[int, int]], budget: int
) -> None:
    sizes = [size for _, size in items]
    batches = plan(items, sizes, budget)
    assert sorted(index for batch in batches for index in batch) == list(range(len(items)))
    for batch in batches:
        assert len({items[index] for index in batch}) == 1
        assert len(batch) == 1 or sum(sizes[index] for index in batch) <= budget
    firsts = [sizes[batch[0]] for batch in batches]
    assert firsts == sorted(firsts, reverse=True)


def test_an_engine_without_its_layout_says_what_to_do() -> None:
    model = registry.embedded()
    with pytest.raises(IncompleteModel, match="models convert"):
        CTranslate2Engine(replace(model, ctranslate2=None))
    with pytest.raises(IncompleteModel, match="--engine ctranslate2"):
        MarianEngine(replace(model, transformers=None))


def test_an_empty_hypothesis_has_a_score() -> None:
    assert normalise(-2.0, 0, 1.0) == -2.0


# The fake


@pytest.fixture
def fake() -> FakeEngine:
    return FakeEngine(
        {"kk": {"Baku": ("Баку", "Бакуде"), "the President": "Президент", "met": "кездесті"}}
    )


def test_the_fake_translates_phrases_and_shouts_the_rest(fake: FakeEngine) -> None:
    [[made]] = fake.translate(
        requests(["Yesterday the President met (in Baku)."]), "kk", Decoding()
    )
    assert made.text == "YESTERDAY Президент кездесті (IN Баку)."
    assert made.source_tokens[:3] == ("▁Yesterday", "▁the", "▁President")
    assert made.attention is not None
    assert made.attention[1].tolist()[:4] == [0, 0.5, 0.5, 0]
    assert (made.attention.sum(axis=1) == 1).all()


def test_the_fakes_scores_are_comparable_and_its_best_is_first(fake: FakeEngine) -> None:
    decoding = Decoding(n_best=2)
    [made] = fake.translate(requests(["He met Baku."]), "kk", decoding)
    assert [each.text for each in made] == ["HE кездесті Баку.", "HE кездесті Бакуде."]
    again = fake.score([rated("He met Baku.", each.text) for each in made], "kk", decoding)
    assert again == [each.score for each in made] == sorted(again, reverse=True)


def test_the_fake_keeps_a_prefix_and_respects_bounds(fake: FakeEngine) -> None:
    [[made]] = fake.translate([Request(text="He met Baku.", prefix="Бакуде ол")], "kk", Decoding())
    assert made.text == "Бакуде ол Баку."
    assert made.attention is not None
    assert made.attention.shape == (4, 4)
    [[cut]] = FakeEngine(limit=2).translate(requests(["one two three"]), "kk", Decoding())
    assert (cut.text, cut.complete) == ("ONE TWO", False)
    with pytest.raises(SegmentTooLong):
        FakeEngine(max_source=4).translate(requests(["one two three"]), "kk", Decoding())
    with pytest.raises(LocaleNotServed):
        FakeEngine(locales=["kk"]).translate(requests(["one"]), "ru", Decoding())


def test_the_fake_remembers_what_reached_it(fake: FakeEngine) -> None:
    fake.translate(requests(["", "Peace.", "  "]), "kk", Decoding())
    assert fake.requests == [("kk", Request(text="Peace."))]


@given(st.text(max_size=60), st.text(max_size=10), st.integers(1, 3))
def test_the_fake_answers_any_text_in_the_shape_of_a_real_engine(
    text: str, prefix: str, n_best: int
) -> None:
    engine: Engine = FakeEngine({"tr": {"a": ["bir", "b"]}})
    asked = [Request(text=text, prefix=prefix)]
    for made in engine.translate(asked, "tr", Decoding(n_best=n_best))[0]:
        assert made.attention is not None
        assert made.attention.shape == (len(made.tokens), len(made.source_tokens))
        assert "".join(made.tokens).replace("▁", " ").strip() == made.text
