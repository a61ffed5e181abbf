"""The encoder finds all sentences of another language alike: that must not choose among them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from support.fake_encoder import encode

from summarizer.domain import EncodedArticle
from summarizer.summary import make_brief

PUENTE = (
    "El ayuntamiento de Velmora aprobó el lunes cerrar el puente viejo durante seis meses.",
    "El sindicato de bomberos advirtió de que tardará más en llegar al norte.",
    "Las escuelas cambiarán sus horarios a partir de septiembre.",
    "Los técnicos hallaron en marzo grietas en dos de los pilares del puente.",
    "Unos 9.000 coches cruzan cada día el río por ese lugar.",
    "La obra costará 12 millones de euros y la pagará el gobierno regional.",
    "La alcaldesa Marta Quiles prometió un transbordador gratuito para los vecinos.",
    "La oposición votó en contra porque pedía un puente nuevo aguas abajo.",
    "Las obras empezarán el 3 de junio si no llueve.",
    "El puente se construyó en 1931 y se reparó por última vez en 1987.",
    "Los comerciantes del barrio temen perder la mitad de sus ventas.",
    "Un autobús rodeará la ciudad cada veinte minutos hasta la medianoche.",
)


def alike(article: EncodedArticle, cosine: float) -> EncodedArticle:
    """Return the article with as much in common between its sentences as makes such a cosine."""
    shared = np.random.default_rng(7).standard_normal(article.vectors.shape[1])
    shared -= (article.vectors.T @ np.linalg.pinv(article.vectors.T)) @ shared
    shared /= np.linalg.norm(shared)
    rows = (1 - cosine) ** 0.5 * article.vectors + cosine**0.5 * shared
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    return replace(article, vectors=rows.astype(np.float32))


@pytest.mark.parametrize("language", ["es", None])
def test_what_all_sentences_share_does_not_change_the_choice(language: str | None) -> None:
    article = encode(" ".join(PUENTE), "diario", language=language)
    briefs = {
        make_brief([alike(article, cosine)], title="Puente", sentences=3).text
        for cosine in (0.5, 0.65, 0.8)
    }
    assert len(briefs) == 1


def test_an_address_to_write_to_is_no_news() -> None:
    asks = "Si ha visto usted grietas en el puente viejo, escriba a puente@velmora.example hoy."
    article = encode(f"{asks} " + " ".join(PUENTE[:4]), "diario", language="es")
    assert "@" not in make_brief([article], title="Puente", words=100).text
