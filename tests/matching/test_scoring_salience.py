"""Salience of offerings: the same in every index that has them, however many or few there are."""

import numpy as np

from partner_hub.matching.scoring import salience
from partner_hub.matching.scoring.features import offering_rows
from partner_hub.matching.scoring.records import OfferingText
from partner_hub.matching.scoring.thesaurus import load_thesaurus


def similarities(*names: str) -> np.ndarray:
    _rows, found = offering_rows([OfferingText(number, "", name) for number, name in enumerate(names)])
    return found


def test_an_offering_stands_out_in_what_it_is_about_even_alone() -> None:
    (row,) = salience.offering_salience(similarities("老年义齿调磨"))

    assert load_thesaurus().concepts[int(row.argmax())].label == "假牙义齿"


def test_figures_tell_of_nothing() -> None:
    first, second = salience.offering_salience(similarities("陪诊5", "陪诊7"))

    assert np.allclose(first, second)


def test_a_text_without_letters_stands_out_in_nothing() -> None:
    assert not np.isnan(salience.need_salience(similarities("。。。", "陪诊"))).any()
