"""The bigram index of each engine, and the triggers that keep events and issued papers as they are."""

from alembic import op

revision: str = "a1c0search001"
down_revision: str | None = "a0c0tables001"
branch_labels = None
depends_on = None

FROZEN = (
    # table, what may not be done, columns of an update (None: any)
    ("event", "UPDATE", None),
    ("event", "DELETE", None),
    ("paper", "UPDATE", ("kind", "subject_id", "edition", "title", "snapshot", "sha256", "pages", "issued_at", "issued_by")),
    ("paper", "DELETE", None),
    ("paper_file", "UPDATE", ("paper_id", "content")),
    ("paper_file", "DELETE", None),
)


def upgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            "CREATE VIRTUAL TABLE search_gram USING fts5"
            "(grams, content='', detail=none, columnsize=0, tokenize='ascii')"
        )
        for table, verb, columns in FROZEN:
            of = f" OF {', '.join(columns)}" if columns else ""
            op.execute(
                f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb}{of} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
            )
        return
    op.execute(
        "CREATE TABLE search_gram (matter_id BIGINT NOT NULL, grams INTEGER[] NOT NULL, "
        "CONSTRAINT pk_search_gram PRIMARY KEY (matter_id))"
    )
    op.execute("CREATE INDEX ix_search_gram_grams ON search_gram USING gin (grams) WITH (fastupdate = off)")
    op.execute(
        "CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS "
        "$$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$"
    )
    for table, verb, columns in FROZEN:
        of = f" OF {', '.join(columns)}" if columns else ""
        op.execute(
            f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb}{of} ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION refuse_change()"
        )
    for table in ("event", "paper", "paper_file"):
        op.execute(
            f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
        )


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for table, verb, _columns in FROZEN:
            op.execute(f"DROP TRIGGER {table}_no_{verb.lower()}")
        op.execute("DROP TABLE search_gram")
        return
    for table, verb, _columns in FROZEN:
        op.execute(f"DROP TRIGGER {table}_no_{verb.lower()} ON {table}")
    for table in ("event", "paper", "paper_file"):
        op.execute(f"DROP TRIGGER {table}_no_truncate ON {table}")
    op.execute("DROP FUNCTION refuse_change()")
    op.execute("DROP TABLE search_gram")
