"""How a database gets its tables, and how those of an earlier release become today's.

A new database gets them as they are today; one that is there, the steps that it lacks. Either is
one transaction with the number of what came of it, so a kill in the middle leaves the old state.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import (
    Column,
    Connection,
    Engine,
    Integer,
    MetaData,
    Table,
    func,
    insert,
    inspect,
    select,
)

from summarizer.archive import schema
from summarizer.archive.database import reading, take_turn, told
from summarizer.archive.words import article_words
from summarizer.errors import StorageError

Step = Callable[[Connection], None]


@dataclass(frozen=True, slots=True)
class Plan:
    """How the tables of one kind of database come about.

    Attributes:
        ledger: table of numbers; the largest is that of the tables as they are.
        first: number of the tables of the first release; older ones are refused.
        make: makes today's tables where there are none.
        steps: what leads from `first` to today, each to the next number. One that was released
            is never edited; another is added at the end, and `make` makes what it leads to.
    """

    ledger: Table
    first: int
    make: Step
    steps: tuple[Step, ...] = ()

    def run(self, connection: Connection) -> bool:
        """Bring the tables up to date and return whether there was anything to do.

        Several processes may call this at once: the first takes the write lock.

        Raises:
            StorageError: a newer Readout wrote them, or one before the first release.
        """
        take_turn(connection, "schema")
        number = self._number(connection)
        if number == self._newest:
            return False
        if number is None:
            self.ledger.create(connection)
            self.make(connection)
        elif self.first <= number < self._newest:
            for step in self.steps[number - self.first :]:
                step(connection)
        else:
            raise self._unreadable(connection, number)
        connection.execute(insert(self.ledger).values(number=self._newest))
        return True

    def is_current(self, connection: Connection) -> bool:
        """Return whether `run` has nothing to do."""
        return self._number(connection) == self._newest

    @property
    def _newest(self) -> int:
        return self.first + len(self.steps)

    def _number(self, connection: Connection) -> int | None:
        if not inspect(connection).has_table(self.ledger.name):
            return None
        number: int | None = connection.scalar(select(func.max(self.ledger.c.number)))
        return number

    def _unreadable(self, connection: Connection, number: int) -> StorageError:
        if number > self._newest:
            said, advice = "by a newer Readout", "Update Readout, or restore an older backup."
        else:
            said = "before Readout's first release"
            advice = "See docs/deploy.md for how to bring it up to date, or move it away."
        return StorageError(
            f"was written {said} (schema {number})",
            subject=str(connection.engine.url.database),
            advice=advice,
        )


def make_tables(connection: Connection) -> None:
    """Make the archive's tables, and what its texts are searched by."""
    schema.metadata.create_all(connection)
    if connection.dialect.name == "postgresql":
        article_words.create(connection)
        return
    for statement in (*_FTS, *_RUNS):
        connection.exec_driver_sql(statement)


_FTS = (
    "CREATE VIRTUAL TABLE articles_text USING fts5("
    "title, text, content='articles', content_rowid='row', "
    'tokenize="porter unicode61 remove_diacritics 2")',
    "CREATE TRIGGER articles_text_insert AFTER INSERT ON articles BEGIN "
    "INSERT INTO articles_text(rowid, title, text) VALUES (new.row, new.title, new.text); END",
    "CREATE TRIGGER articles_text_delete AFTER DELETE ON articles BEGIN "
    "INSERT INTO articles_text(articles_text, rowid, title, text) "
    "VALUES ('delete', old.row, old.title, old.text); END",
    "CREATE TRIGGER articles_text_update AFTER UPDATE OF title, text ON articles BEGIN "
    "INSERT INTO articles_text(articles_text, rowid, title, text) "
    "VALUES ('delete', old.row, old.title, old.text); "
    "INSERT INTO articles_text(rowid, title, text) VALUES (new.row, new.title, new.text); END",
)
"""Full-text search by FTS5, kept in step by triggers."""

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
)
"""The second index, for scripts whose words the first does not cut.

It keeps no texts: what it was given for a text is given again to take it out.
"""

PLAN = Plan(
    ledger=Table(
        "readout_schema",
        MetaData(),
        Column("number", Integer, primary_key=True, autoincrement=False),
    ),
    first=10,  # those who followed the source have files of this number
    make=make_tables,
)


def migrate(engine: Engine, plan: Plan = PLAN) -> None:
    """Bring an archive's tables up to date.

    Raises:
        StorageError: another Readout wrote them, as for `Plan.run`, or they cannot be written.
    """
    if not _is_current(engine, plan):  # else an archive on a read-only disk can be read
        with told(engine), engine.begin() as connection:
            plan.run(connection)


def rehearse(engine: Engine, plan: Plan = PLAN) -> bool:
    """Return whether `migrate` has something to do; it is done and taken back.

    Raises:
        StorageError: as for `migrate`.
    """
    if _is_current(engine, plan):
        return False
    with told(engine), engine.connect() as connection, connection.begin() as transaction:
        plan.run(connection)
        transaction.rollback()
    return True


def _is_current(engine: Engine, plan: Plan) -> bool:
    with told(engine), reading(engine) as connection:
        return plan.is_current(connection)
