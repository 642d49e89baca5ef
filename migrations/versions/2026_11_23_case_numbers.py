"""A case may be without a number for a while; a series is known by its short name; blocks of numbers kept or void."""

import sqlalchemy as sa
from alembic import op

revision: str = "a4c0number001"
down_revision: str | None = "a3c0life00001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("mediation_case") as batch_op:
        batch_op.add_column(sa.Column("number_series", sa.String(length=10), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("numbered_on", sa.Date(), nullable=True))
    op.execute("UPDATE mediation_case SET numbered_on = accepted_on")
    _series()
    with op.batch_alter_table("mediation_case") as batch_op:
        batch_op.alter_column("number_series", existing_type=sa.String(10), existing_nullable=False, server_default=None)
        batch_op.alter_column("number", existing_type=sa.String(length=40), nullable=True)
        batch_op.alter_column("number_year", existing_type=sa.Integer(), nullable=True)
        batch_op.alter_column("number_serial", existing_type=sa.Integer(), nullable=True)
        batch_op.drop_constraint(
            op.f("uq_mediation_case_committee_id_number_year_number_serial"), type_="unique"
        )
        batch_op.create_unique_constraint(
            op.f("uq_mediation_case_number_in_series"),
            ["committee_id", "number_series", "number_year", "number_serial"],
        )
    _counters()
    op.create_table(
        "number_block",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("committee_id", sa.Integer(), nullable=False),
        sa.Column("series", sa.String(length=10), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("first_serial", sa.Integer(), nullable=False),
        sa.Column("last_serial", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("holder", sa.String(length=60), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("noted_on", sa.Date(), nullable=False),
        sa.Column("noted_by", sa.String(length=40), nullable=False),
        sa.CheckConstraint("first_serial >= 1 AND last_serial >= first_serial", name=op.f("ck_number_block_serials")),
        sa.ForeignKeyConstraint(
            ["committee_id"], ["committee.id"], name=op.f("fk_number_block_committee_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_number_block")),
        sa.UniqueConstraint(
            "committee_id", "series", "year", "kind", "first_serial",
            name=op.f("uq_number_block_committee_id_series_year_kind_first_serial"),
        ),
    )


def _series() -> None:
    """The series of a number stands in the number itself: （2026）云人调字第1号."""
    connection = op.get_bind()
    cases = connection.execute(sa.text("SELECT id, number FROM mediation_case")).all()
    found = [{"id": row.id, "series": row.number[6:].split("人调字")[0]} for row in cases]
    if found:
        connection.execute(sa.text("UPDATE mediation_case SET number_series = :series WHERE id = :id"), found)


def _counters() -> None:
    """A counter is named by committee, year and short name from now on: `case:1:2026:云`."""
    connection = op.get_bind()
    short_names = {row.id: row.short_name for row in connection.execute(sa.text("SELECT id, short_name FROM committee"))}
    counters = connection.execute(sa.text("SELECT series FROM counter WHERE series LIKE 'case:%'")).scalars().all()
    for series in counters:
        _case, committee, year = series.split(":")
        connection.execute(
            sa.text("UPDATE counter SET series = :new WHERE series = :old"),
            {"old": series, "new": f"case:{committee}:{year}:{short_names[int(committee)]}"},
        )


def downgrade() -> None:
    raise NotImplementedError("a backup is made before every upgrade: restore that")
