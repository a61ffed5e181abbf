"""How the tables came about: a numbered list, run by itself when an archive is opened.

A migration is never edited once released; a new one is added at the end. Each runs in
one transaction together with its number, so a kill in the middle leaves the old state.
"""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import (
    Column,
    Connection,
    Engine,
    ForeignKeyConstraint,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
    func,
    insert,
    inspect,
    select,
)

from summarizer.archive import first_schema
from summarizer.archive.database import reading, take_turn, told
from summarizer.archive.runs import has_runs
from summarizer.archive.words import article_words, index_words
from summarizer.errors import StorageError

Migration = Callable[[Connection], None]

_state = Table(
    "readout_schema", MetaData(), Column("number", Integer, primary_key=True, autoincrement=False)
)


def doing(*statements: str) -> Migration:
    """Return the migration that is these statements, the same on every database."""

    def migration(connection: Connection) -> None:
        for statement in statements:
            connection.exec_driver_sql(statement)

    return migration


def create_tables(connection: Connection) -> None:
    """1: articles, versions, sources, stories, digests."""
    first_schema.metadata.create_all(connection)
    if connection.dialect.name == "postgresql":
        article_words.create(connection)


def create_text_search(connection: Connection) -> None:
    """2: full-text search by FTS5, kept in step by triggers.

    On PostgreSQL the word vectors came with the tables.
    """
    if connection.dialect.name == "sqlite":
        doing(*_FTS)(connection)


_FTS = (
    "CREATE VIRTUAL TABLE articles_text USING fts5("
    "title, text, content='articles', content_rowid='row', "
    'tokenize="unicode61 remove_diacritics 2")',
    "CREATE TRIGGER articles_text_insert AFTER INSERT ON articles BEGIN "
    "INSERT INTO articles_text(rowid, title, text) VALUES (new.row, new.title, new.text); END",
    "CREATE TRIGGER articles_text_delete AFTER DELETE ON articles BEGIN "
    "INSERT INTO articles_text(articles_text, rowid, title, text) "
    "VALUES ('delete', old.row, old.title, old.text); END",
    "CREATE TRIGGER articles_text_update AFTER UPDATE OF title, text ON articles BEGIN "
    "INSERT INTO articles_text(articles_text, rowid, title, text) "
    "VALUES ('delete', old.row, old.title, old.text); "
    "INSERT INTO articles_text(rowid, title, text) VALUES (new.row, new.title, new.text); END",
    "INSERT INTO articles_text(articles_text) VALUES ('rebuild')",
)


def move_vectors(connection: Connection) -> None:
    """3: vectors in a table of their own, articles by moment, words by their stems.

    The columns `vector` and `model` of articles stay, empty: old builds of SQLite cannot
    drop them.
    """
    Table(
        "article_vectors",
        MetaData(),
        Column("number", first_schema.RowNumber, primary_key=True, autoincrement=True),
        Column("article", Text, nullable=False),
        Column("model", Text, nullable=False),
        Column("vector", LargeBinary, nullable=False),
        ForeignKeyConstraint(["article"], [first_schema.articles.c.id], ondelete="CASCADE"),
        UniqueConstraint("article", "model"),
        sqlite_autoincrement=True,
    ).create(connection)
    doing(*_VECTORS)(connection)
    if connection.dialect.name == "sqlite":
        doing(*_STEMS)(connection)


_VECTORS = (
    "INSERT INTO article_vectors (article, model, vector) "
    "SELECT id, model, vector FROM articles WHERE vector IS NOT NULL AND model IS NOT NULL",
    "UPDATE articles SET vector = NULL, model = NULL WHERE vector IS NOT NULL",
    "CREATE INDEX articles_by_moment ON articles (coalesce(published, fetched))",
)
_STEMS = (
    "DROP TABLE articles_text",
    "CREATE VIRTUAL TABLE articles_text USING fts5("
    "title, text, content='articles', content_rowid='row', "
    'tokenize="porter unicode61 remove_diacritics 2")',
    "INSERT INTO articles_text(articles_text) VALUES ('rebuild')",
)


def index_runs(connection: Connection) -> None:
    """7: the second index, for scripts whose words the first does not cut.

    Articles without such a script are looked at and left as they are. The index keeps no
    texts: what it was given for a text is given again to take it out.
    """
    if connection.dialect.name == "sqlite":
        doing(*_RUNS)(connection)
    else:
        _index_runs_again(connection)


_GIVE = (
    "INSERT INTO articles_runs(rowid, title, text) "
    "VALUES (new.row, readout_terms(new.title), readout_terms(new.text)); END"
)
_TAKE = (
    "INSERT INTO articles_runs(articles_runs, rowid, title, text) "
    "VALUES ('delete', old.row, readout_terms(old.title), readout_terms(old.text)); END"
)
_NEW = "WHEN readout_has_runs(new.title) OR readout_has_runs(new.text) BEGIN"
_OLD = "WHEN readout_has_runs(old.title) OR readout_has_runs(old.text) BEGIN"
_RUNS = (
    "CREATE VIRTUAL TABLE articles_runs USING fts5(title, text, content='', tokenize='ascii')",
    f"CREATE TRIGGER articles_runs_insert AFTER INSERT ON articles {_NEW} {_GIVE}",
    f"CREATE TRIGGER articles_runs_delete AFTER DELETE ON articles {_OLD} {_TAKE}",
    f"CREATE TRIGGER articles_runs_old BEFORE UPDATE OF title, text ON articles {_OLD} {_TAKE}",
    f"CREATE TRIGGER articles_runs_new AFTER UPDATE OF title, text ON articles {_NEW} {_GIVE}",
    "INSERT INTO articles_runs(rowid, title, text) "
    "SELECT row, readout_terms(title), readout_terms(text) FROM articles "
    "WHERE readout_has_runs(title) OR readout_has_runs(text) ORDER BY row",
)


def _index_runs_again(connection: Connection) -> None:
    """Index the articles of such scripts anew, a few at a time in memory."""
    stored = first_schema.articles.c
    query = select(stored.row, stored.title, stored.text).order_by(stored.row).limit(AT_ONCE)
    last = -1
    while rows := connection.execute(query.where(stored.row > last)).all():
        for row in rows:
            if has_runs(row.title) or has_runs(row.text):
                index_words(connection, row.row, row.title, row.text)
        last = rows[-1].row


AT_ONCE = 500
"""Articles in memory."""


MIGRATIONS: tuple[Migration, ...] = (
    create_tables,
    create_text_search,
    move_vectors,
    # 4: the time to live of a feed, for the answers that only say that nothing changed.
    doing("ALTER TABLE sources ADD COLUMN ttl DOUBLE PRECISION"),
    # 5: which source another one's address leads to now.
    doing("ALTER TABLE sources ADD COLUMN moved_into TEXT"),
    # 6: the headline that each source showed last for an article, so that a correction tells.
    doing("ALTER TABLE article_sources ADD COLUMN title TEXT"),
    index_runs,
    # 8: digests that nobody can ask for again, most of a bot's archive: only the command line's
    # are shown by their day. To take digests out, their points are found by them.
    doing(
        "UPDATE digests SET payload = '' WHERE audience <> 'here'",
        "CREATE INDEX points_of_a_digest ON told_points (digest)",
    ),
    # 9: in which file a watched folder has an article; known again when it is read again.
    doing("ALTER TABLE article_sources ADD COLUMN path TEXT"),
    # 10: which bot's members added a source, so that it is never taken for the operator's own.
    doing("ALTER TABLE sources ADD COLUMN brought_by TEXT"),
)


def migrate(engine: Engine, upto: int = len(MIGRATIONS)) -> None:
    """Bring the tables up to date.

    Several processes may call this at once: the first takes the write lock.

    Raises:
        StorageError: the archive was written by a newer Readout, or cannot be written.
    """
    if upto == len(MIGRATIONS) and _is_current(engine):
        return  # nothing is written: an archive on a read-only disk can be read
    with told(engine), engine.begin() as connection:
        _run(connection, upto)


def rehearse(engine: Engine) -> bool:
    """Return whether `migrate` has something to do; it is done and taken back.

    Raises:
        StorageError: as for `migrate`.
    """
    if _is_current(engine):
        return False
    with told(engine), engine.connect() as connection, connection.begin() as transaction:
        _run(connection, len(MIGRATIONS))
        transaction.rollback()
    return True


def _run(connection: Connection, upto: int) -> None:
    take_turn(connection, "schema")
    if not inspect(connection).has_table(_state.name):
        _state.create(connection)
    done = set(connection.scalars(select(_state.c.number)))
    if done and max(done) > len(MIGRATIONS):
        raise StorageError(
            f"was written by a newer Readout (schema {max(done)})",
            subject=str(connection.engine.url.database),
            advice="Update Readout, or restore an older backup.",
        )
    for number, migration in enumerate(MIGRATIONS[:upto], start=1):
        if number not in done:
            migration(connection)
            connection.execute(insert(_state).values(number=number))


def _is_current(engine: Engine) -> bool:
    with told(engine), reading(engine) as connection:
        if not inspect(connection).has_table(_state.name):
            return False
        newest: int | None = connection.scalar(select(func.max(_state.c.number)))
        return newest == len(MIGRATIONS)
