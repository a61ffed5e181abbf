"""Search in scripts whose words the databases do not cut, on SQLite and on PostgreSQL."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import delete, select, text, update

from summarizer.archive.articles import forget_before, save_article
from summarizer.archive.runs import index_terms
from summarizer.archive.schema import articles
from summarizer.archive.search import Hit, search
from summarizer.archive.store import Archive
from summarizer.domain import Article

NOW = datetime(2024, 8, 29, 12, 0, tzinfo=UTC)

NEWS = {
    "zh flood": (
        "南河县周一凌晨发生山洪，五人死亡。北京大学的专家说，洪水冲毁了青石大桥。水位正在下降。"
    ),
    "zh market": "城东的菜市场周三重新开张。摊主们说，价格比去年低。市长剪了彩。",
    "ja flood": (
        "北川市で月曜日に堤防が決壊した。避難した住民は二万人に上る。鉄道は運転を見合わせた。"
    ),
    "ja train": "新しい特急列車が来春から走る。東京と北川市を二時間で結ぶ。",
    "th flood": "น้ำท่วมเมืองเชียงรายหลังฝนตกหนักสามวัน ผู้ว่าราชการจังหวัดสั่งอพยพประชาชนสองพันคน",
    "th vote": "สภาเมืองลงมติสร้างโรงเรียนใหม่ ครูในเมืองดีใจกับข่าวนี้",
    "ko fire": "동평시의 화학공장에서 불이 나 두 명이 숨졌다. 소방청은 원인을 조사한다.",
    "hi flood": "सोनपुर में बाढ़ से पाँच लोगों की मौत हुई। पुराना पुल बह गया।",
    "hi sun": "सोनपुर में कल धूप रहेगी। मेला शुरू होगा।",
    "ar flood": "اجتاحت الفيضانات مدينة وادي النور. وفُقد أربعة أشخاص.",
    "he storm": "הסערה פגעה בחיפה. הנמל נסגר ליומיים.",
    "ru flood": "Наводнения затопили три деревни. Жители ночуют в школе.",
    "el fire": "Οι πυρκαγιές έκαψαν δύο χωριά στην Εύβοια.",
    "en ferry": "The ferry to Sande runs again after eleven weeks.",
}


@pytest.fixture
def archive(database_url: str) -> Iterator[Archive]:
    """An archive with the news above, in SQLite, then in PostgreSQL."""
    with Archive(database_url) as opened:
        with opened.begin() as connection:
            for number, (title, body) in enumerate(NEWS.items()):
                url = f"https://news.example/{number}"
                moment = NOW - timedelta(hours=number)
                article = Article(text=body, title=title, url=url, published=moment)
                save_article(connection, article, now=NOW)
        yield opened


def find(archive: Archive, query: str) -> list[Hit]:
    with archive.read() as connection:
        return search(connection, query, None)


def titles(archive: Archive, query: str) -> list[str]:
    return [hit.article.title for hit in find(archive, query)]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("洪水", ["zh flood"]),
        ("洪", ["zh flood"]),
        ("降", ["zh flood"]),
        ("北京大学", ["zh flood"]),
        ("青石大桥", ["zh flood"]),
        ("北川市", ["ja flood", "ja train"]),
        ("堤防", ["ja flood"]),
        ("ﾀﾞﾑ", []),
        ("น้ำท่วม", ["th flood"]),
        ("เมือง", ["th flood", "th vote"]),
        ("โรงเรียน", ["th vote"]),
        ("화학공장", ["ko fire"]),
        ("소방청", ["ko fire"]),
        ("बाढ़", ["hi flood"]),
        ("बाढ\u093c", ["hi flood"]),
        ("सोनपुर", ["hi flood", "hi sun"]),
        ("فيضانات", ["ar flood"]),
        ("فقد", ["ar flood"]),
        ("חיפה", ["he storm"]),
        ("наводнение", ["ru flood"]),
        ("деревня", ["ru flood"]),
        ("πυρκαγιά", ["el fire"]),
        ("ferry", ["en ferry"]),
        ("经济", []),
    ],
)
def test_a_word_of_any_script_is_found_where_it_stands(
    archive: Archive, query: str, found: list[str]
) -> None:
    assert sorted(titles(archive, query)) == found


def test_a_question_without_spaces_finds_what_answers_it(archive: Archive) -> None:
    assert titles(archive, "洪水死亡人数是多少")[0] == "zh flood"
    assert titles(archive, "決壊した堤防はどこ")[0] == "ja flood"
    assert titles(archive, "น้ำท่วมที่เชียงราย")[0] == "th flood"


def test_two_scripts_in_one_query_are_both_looked_for(archive: Archive) -> None:
    both = Article(text="The ferry to Sande was held up by 洪水 in the river.", title="both")
    with archive.begin() as connection:
        save_article(connection, both, now=NOW)
    found = titles(archive, "ferry 洪水")
    assert found[0] == "both"
    assert set(found) == {"both", "en ferry", "zh flood"}


def test_the_passage_is_the_sentence_that_holds_what_was_asked(archive: Archive) -> None:
    far = "市场里人很多，天气也不错。" * 60
    long = Article(text=f"{far}一艘渡船在港口沉没。{far}", title="boat")
    with archive.begin() as connection:
        save_article(connection, long, now=NOW)
    [hit] = find(archive, "渡船")
    assert hit.passage.startswith("一艘渡船在港口沉没。")
    assert hit.passage == hit.article.text[hit.start : hit.end]
    assert len(hit.passage) < 200
    [thai] = find(archive, "อพยพประชาชน")
    assert "อพยพประชาชน" in thai.passage


def test_a_changed_and_a_deleted_article_leave_nothing_behind(archive: Archive) -> None:
    with archive.begin() as connection:
        row = connection.execute(select(articles).where(articles.c.title == "zh market")).one()
        fresh = row.text.replace("菜市场", "图书馆") + "门口排起了长队。"
        article = Article(text=fresh, title=row.title, url=row.url, published=row.published)
        assert save_article(connection, article, now=NOW)[1] == "changed"
    assert titles(archive, "图书馆") == ["zh market"]
    assert titles(archive, "菜市场") == []
    with archive.begin() as connection:
        forget_before(connection, NOW + timedelta(days=1))
    assert titles(archive, "图书馆") == []


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_the_index_stays_sound_while_articles_change_and_go(archive: Archive) -> None:
    with archive.begin() as connection:
        connection.execute(update(articles).values(text=articles.c.text + "山洪"))
        connection.execute(update(articles).values(text="No more.", title="gone"))
        connection.execute(delete(articles).where(articles.c.row < 5))
    with archive.read() as connection:
        assert connection.scalar(text("SELECT count(*) FROM articles_runs_docsize")) == 0
    assert titles(archive, "山洪") == []


def test_a_text_of_any_length_is_stored_and_found(archive: Archive) -> None:
    strange = "".join(map(chr, range(0x4E00, 0x9FA5))) * 6
    with archive.begin() as connection:
        save_article(connection, Article(text="渡船沉没。" + strange, title="long"), now=NOW)
    assert titles(archive, "渡船沉没") == ["long"]


@pytest.mark.parametrize(
    "query", ['洪水"', "洪 OR (", "水*", "อ", "\u064b\u064c", "的", "。", "ー"]
)
def test_no_query_of_these_scripts_is_a_syntax_error(archive: Archive, query: str) -> None:
    find(archive, query)


def test_what_a_text_gives_the_index_never_changes() -> None:
    """SQLite takes an old text out by what it gave: a change needs a migration that refills."""
    sample = "".join(map(chr, range(0x3A0, 0xD7A4))) + "ﾀﾞﾑ กำ सड़क أمطار".join(NEWS.values())
    digest = hashlib.sha256(index_terms(sample).encode()).hexdigest()
    if sys.version_info[:2] == (3, 11):  # later tables know more characters
        assert digest[:16] == "0f9bdc180c1a5ca2"
    assert index_terms("南河县 ferry") == "021335027827 027827021439 021439"
    assert index_terms("नदी") == "002344002342002368"
