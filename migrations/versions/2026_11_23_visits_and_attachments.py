"""Repeated visits, merged matters, extensions, attachments, what can be taken back; indexes for lists of 100,000."""

import sqlalchemy as sa
from alembic import op

revision: str = "a2c0visits001"
down_revision: str | None = "a1c0search001"
branch_labels = None
depends_on = None

OPEN = {"sqlite_where": sa.text("ended_at IS NULL"), "postgresql_where": sa.text("ended_at IS NULL")}

FROZEN = (
    # table, what may not be done, columns of an update (None: any)
    ("blob", "UPDATE", None),
    ("blob", "DELETE", None),
    ("blob_chunk", "UPDATE", None),
    ("blob_chunk", "DELETE", None),
    ("attachment", "UPDATE", ("sha256", "kind", "size", "source", "added_at", "added_by_id", "added_by")),
    ("attachment", "DELETE", None),
)
TABLES = ("blob", "blob_chunk", "attachment")


def upgrade() -> None:
    _matters()
    _visits()
    _people()
    _new_tables()
    op.drop_index(op.f("ix_assignment_unit_id"), table_name="assignment")
    op.create_index(op.f("ix_assignment_unit_id_matter_id"), "assignment", ["unit_id", "matter_id"])
    op.create_index(op.f("ix_assignment_unit_id_state_matter_id"), "assignment", ["unit_id", "state", "matter_id"])
    op.create_index(op.f("ix_event_account_id_seq"), "event", ["account_id", "seq"])
    op.create_index(op.f("ix_signature_state_agreement_id"), "signature", ["state", "agreement_id"])
    _guards()


def _matters() -> None:
    op.drop_index(op.f("ix_matter_state_due_at"), table_name="matter")
    op.drop_index(op.f("ix_matter_first_receiver_id"), table_name="matter")
    with op.batch_alter_table("matter") as batch_op:
        batch_op.add_column(sa.Column("collective", sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.add_column(sa.Column("complex_reason", sa.String(length=200), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("risk_told", sa.String(length=200), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("reopened_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("merged_into_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(op.f("fk_matter_merged_into_id"), "matter", ["merged_into_id"], ["id"])
    with op.batch_alter_table("matter") as batch_op:
        for name, kind in (("collective", sa.Boolean()), ("complex_reason", sa.String(200)), ("risk_told", sa.String(200))):
            batch_op.alter_column(name, existing_type=kind, existing_nullable=False, server_default=None)
    op.create_index(op.f("ix_matter_state_id"), "matter", ["state", "id"])
    op.create_index(op.f("ix_matter_merged_into_id"), "matter", ["merged_into_id"])
    op.create_index("ix_matter_open", "matter", ["id", "state", "due_at", "seen", "first_receiver_id"], **OPEN)


def _visits() -> None:
    op.add_column("visit", sa.Column("collective", sa.Boolean(), nullable=False, server_default=sa.false()))
    with op.batch_alter_table("visit") as batch_op:
        batch_op.alter_column("collective", existing_type=sa.Boolean(), existing_nullable=False, server_default=None)
    op.drop_index(op.f("ix_visit_person_visit_id"), table_name="visit_person")
    op.drop_index(op.f("ix_visit_person_person_id"), table_name="visit_person")
    op.add_column("visit_person", sa.Column("matter_id", sa.Integer(), nullable=True))
    op.execute(
        "UPDATE visit_person SET matter_id = (SELECT visit.matter_id FROM visit WHERE visit.id = visit_person.visit_id)"
    )
    with op.batch_alter_table("visit_person") as batch_op:
        batch_op.alter_column("matter_id", existing_type=sa.Integer(), nullable=False)
        batch_op.create_foreign_key(op.f("fk_visit_person_matter_id"), "matter", ["matter_id"], ["id"])
    op.create_index(op.f("ix_visit_person_matter_id"), "visit_person", ["matter_id"])
    op.create_index(op.f("ix_visit_person_name_role_matter_id"), "visit_person", ["name", "role", "matter_id"])
    op.create_index(op.f("ix_visit_person_person_id_matter_id"), "visit_person", ["person_id", "matter_id"])


def _people() -> None:
    op.add_column("person", sa.Column("address_key", sa.String(length=120), nullable=False, server_default=""))
    with op.batch_alter_table("person") as batch_op:
        batch_op.alter_column("address_key", existing_type=sa.String(120), existing_nullable=False, server_default=None)
    op.create_index(op.f("ix_person_address_key"), "person", ["address_key"])
    op.create_index(op.f("ix_person_name"), "person", ["name"])
    op.create_index(op.f("ix_organisation_name"), "organisation", ["name"])
    op.create_index(op.f("ix_organisation_credit_code"), "organisation", ["credit_code"])


def _new_tables() -> None:
    op.create_table(
        "blob",
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("stored_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_blob")),
    )
    op.create_table(
        "blob_chunk",
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["sha256"], ["blob.sha256"], name=op.f("fk_blob_chunk_sha256")),
        sa.PrimaryKeyConstraint("sha256", "position", name=op.f("pk_blob_chunk")),
    )
    op.create_table(
        "attachment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("matter_id", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("source", sa.String(length=20), nullable=False),
        sa.Column("note", sa.String(length=200), nullable=False),
        sa.Column("taken_on", sa.Date(), nullable=True),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("added_by_id", sa.Integer(), nullable=False),
        sa.Column("added_by", sa.String(length=40), nullable=False),
        sa.Column("voided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("voided_by", sa.String(length=40), nullable=False),
        sa.Column("void_reason", sa.String(length=200), nullable=False),
        sa.Column("seen", sa.BigInteger(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("size > 0", name=op.f("ck_attachment_size")),
        sa.ForeignKeyConstraint(["added_by_id"], ["account.id"], name=op.f("fk_attachment_added_by_id")),
        sa.ForeignKeyConstraint(["matter_id"], ["matter.id"], name=op.f("fk_attachment_matter_id")),
        sa.ForeignKeyConstraint(["sha256"], ["blob.sha256"], name=op.f("fk_attachment_sha256")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attachment")),
    )
    op.create_index(op.f("ix_attachment_matter_id"), "attachment", ["matter_id"])
    op.create_index(op.f("ix_attachment_sha256"), "attachment", ["sha256"])
    op.create_table(
        "extension",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("matter_id", sa.Integer(), nullable=False),
        sa.Column("assignment_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("asked_by", sa.String(length=40), nullable=False),
        sa.Column("asked_by_id", sa.Integer(), nullable=False),
        sa.Column("recorded_how", sa.String(length=20), nullable=True),
        sa.Column("due_before", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_by", sa.String(length=40), nullable=False),
        sa.Column("decision_note", sa.String(length=200), nullable=False),
        sa.Column("due_after", sa.DateTime(timezone=True), nullable=True),
        sa.Column("seen", sa.BigInteger(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("days > 0", name=op.f("ck_extension_days")),
        sa.ForeignKeyConstraint(["asked_by_id"], ["account.id"], name=op.f("fk_extension_asked_by_id")),
        sa.ForeignKeyConstraint(["assignment_id"], ["assignment.id"], name=op.f("fk_extension_assignment_id")),
        sa.ForeignKeyConstraint(["matter_id"], ["matter.id"], name=op.f("fk_extension_matter_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_extension")),
    )
    op.create_index(op.f("ix_extension_assignment_id"), "extension", ["assignment_id"])
    op.create_index(op.f("ix_extension_matter_id"), "extension", ["matter_id"])
    op.create_index(op.f("ix_extension_state"), "extension", ["state"])
    op.create_table(
        "undo_step",
        sa.Column("account_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("command_id", sa.String(length=36), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("matter_id", sa.Integer(), nullable=True),
        sa.Column("words", sa.String(length=100), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("noted", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_undo_step_account_id")),
        sa.PrimaryKeyConstraint("account_id", name=op.f("pk_undo_step")),
    )


def _guards() -> None:
    sqlite = op.get_bind().dialect.name == "sqlite"
    for table, verb, columns in FROZEN:
        of = f" OF {', '.join(columns)}" if columns else ""
        head = f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb}{of} ON {table} "
        if sqlite:
            op.execute(f"{head}BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END")
        else:
            op.execute(f"{head}FOR EACH ROW EXECUTE FUNCTION refuse_change()")
    if not sqlite:
        for table in TABLES:
            op.execute(
                f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
                "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
            )


def downgrade() -> None:
    raise NotImplementedError("a backup is made before every upgrade: restore that")
