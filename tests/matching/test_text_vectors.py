"""Vectors of texts: what serves a need is near to it, and two texts are as near in any company."""

import numpy as np
import pytest

from partner_hub.matching.scoring import Index, NeedText, OfferingText
from partner_hub.matching.scoring.features import need_features
from partner_hub.matching.scoring.text_vectors import VectorRows, load_meaning_map, text_vectors
from partner_hub.matching.scoring.word_vectors import VectorArray

OFFERINGS = [
    OfferingText(1, "甲", "口腔检查", "免费修补义齿。", "医疗健康", audience="老年人"),
    OfferingText(2, "乙", "合同审查", "解答劳动纠纷。", "法律普法", audience="新就业群体"),
    OfferingText(3, "丙", "合唱排练", "教唱民歌。", "文化文艺", audience="老年人"),
    OfferingText(4, "丁", "🎻", "zzz"),
]
INDEX = Index.of(OFFERINGS)


@pytest.mark.parametrize(
    ("need", "served_by"),
    [("牙齿掉了几颗，嚼不动", 1), ("老板拖欠工资，想告他", 2), ("喜欢歌曲，想跟着学", 3)],
)
def test_what_serves_a_need_is_nearest_though_few_letters_are_shared(need: str, served_by: int) -> None:
    found = [INDEX.channel_similarities(NeedText(1, need), each.id)["meaning"] for each in OFFERINGS]

    assert int(np.argmax(found)) + 1 == served_by


def test_columns_that_mean_much_the_same_are_near() -> None:
    need = NeedText(1, "无", category_words="健康服务", beneficiaries="长者")
    found = {each.id: INDEX.channel_similarities(need, each.id) for each in OFFERINGS}

    assert max(found, key=lambda number: found[number]["category"]) == 1
    assert found[1]["audience"] == found[3]["audience"] > found[2]["audience"]
    assert found[4]["category"] == found[4]["audience"] == 0


def test_a_text_without_a_known_word_is_no_direction() -> None:
    strange = INDEX.matrices.need_vectors([need_features(NeedText(1, text)).words for text in ("", "🎻\ud800", "zz")])

    assert not strange.any()
    assert not load_meaning_map().of_needs(strange).any()
    assert not load_meaning_map().of_offerings(strange).any()


def test_columns_are_kept_once_for_each_kind_and_compared_as_the_rows_they_are() -> None:
    rows, columns = INDEX.features.audience, INDEX.matrices.word_columns
    asked = text_vectors(rows, columns)

    kept = VectorRows.of(rows, columns)

    assert (len(kept.kinds), kept.places.tolist()) == (3, [0, 1, 0, 2])
    assert np.array_equal(kept.cosines(asked), asked @ asked.T)
    assert np.array_equal(kept.taken(np.array([3, 1])).cosines(asked), (asked @ asked.T)[:, [3, 1]])


def test_cosines_are_the_same_in_any_order_and_company() -> None:
    """Sums in 32 bits differ in their last bits with the order; those of these rows are exact."""
    random = np.random.default_rng(11)
    asked = load_meaning_map().of_needs(lengthy(random, 40))
    given = load_meaning_map().of_offerings(lengthy(random, 300))

    exact = asked.astype(np.float64) @ given.T.astype(np.float64)

    turned = random.permutation(asked.shape[1])
    assert np.array_equal(asked @ given.T, exact)
    assert np.array_equal(asked[:, turned] @ given[:, turned].T, exact)
    assert np.array_equal(asked[3] @ given[:7].T, exact[3, :7])
    assert np.linalg.norm(given, axis=1) == pytest.approx(1, abs=0.01)


def lengthy(random: np.random.Generator, rows: int) -> VectorArray:
    vectors = random.standard_normal((rows, 256)).astype(np.float32)
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
