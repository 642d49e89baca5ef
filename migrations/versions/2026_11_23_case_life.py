"""The life of a case: its steps, inquiries, evidence, return visits, the court, instalments, and its dossier."""

import sqlalchemy as sa
from alembic import op

revision: str = "a3c0life00001"
down_revision: str | None = "a2c0visits001"
branch_labels = None
depends_on = None

COLUMNS = {
    # table: (column, type, what rows that are there get; None where it may be empty)
    'agreement': (
        ('relation', sa.String(length=12), ""),
        ('base_id', sa.Integer(), None),
        ('superseded_on', sa.Date(), None),
    ),
    'committee': (
        ('elected_on', sa.Date(), None),
        ('number_at', sa.String(length=12), "acceptance"),
        ('oral_series', sa.String(length=10), ""),
    ),
    'mediation_case': (
        ('due_days', sa.JSON(), "{}"),
        ('simple', sa.Boolean(), sa.false()),
        ('brief', sa.Text(), ""),
        ('applied_on', sa.Date(), None),
        ('applied_how', sa.String(length=20), ""),
        ('sender_unit', sa.String(length=60), ""),
        ('sender_person', sa.String(length=40), ""),
        ('sender_number', sa.String(length=60), ""),
        ('sent_on', sa.Date(), None),
        ('papers_received_on', sa.Date(), None),
        ('feedback_due_on', sa.Date(), None),
        ('feedback_on', sa.Date(), None),
        ('transferred_to', sa.String(length=60), ""),
        ('transferred_on', sa.Date(), None),
    ),
    'mediation_session': (
        ('interpreter', sa.String(length=40), ""),
        ('invitees_agreed', sa.Boolean(), sa.false()),
    ),
    'obligation': (
        ('place', sa.String(length=80), ""),
        ('ended_on', sa.Date(), None),
        ('ended_ground', sa.String(length=20), ""),
    ),
    'obligation_party': (
        ('share_fen', sa.BigInteger(), None),
        ('share', sa.String(length=40), ""),
    ),
    'party': (
        ('agent_kind', sa.String(length=12), ""),
        ('agent_authority', sa.String(length=20), ""),
        ('agent_until', sa.Date(), None),
        ('joined_on', sa.Date(), None),
        ('left_on', sa.Date(), None),
        ('left_ground', sa.String(length=20), ""),
        ('succeeds_id', sa.Integer(), None),
        ('representative', sa.Boolean(), sa.false()),
        ('principal', sa.String(length=80), ""),
        ('capacity', sa.String(length=12), ""),
        ('capacity_paper', sa.String(length=60), ""),
        ('illiterate', sa.Boolean(), sa.false()),
        ('identity_check', sa.String(length=12), ""),
        ('identity_checked_on', sa.Date(), None),
        ('identity_checked_by', sa.String(length=40), ""),
    ),
    'performance': (
        ('how', sa.String(length=20), ""),
        ('by_whom', sa.String(length=80), ""),
        ('attachment_id', sa.Integer(), None),
    ),
    'session_attendance': (
        ('arrived_at', sa.DateTime(timezone=True), None),
        ('left_at', sa.DateTime(timezone=True), None),
        ('signature', sa.String(length=10), "pending"),
        ('mark', sa.String(length=20), None),
        ('present', sa.String(length=60), ""),
    ),
}
FOREIGN = (
    # table, column, the table that it names, whether it has an index
    ('agreement', 'base_id', 'agreement', True),
    ('party', 'succeeds_id', 'party', False),
    ('performance', 'attachment_id', 'attachment', True),
)

FROZEN = (
    # table, what may not be done, columns of an update (None: any)
    ("dossier", "UPDATE", ("case_id", "kind", "title", "number", "pages", "contents", "sha256", "frozen_at", "frozen_by")),
    ("dossier", "DELETE", None),
    ("dossier_note", "UPDATE", ("case_id", "written_on", "written_by", "text", "pages", "sha256")),
    ("dossier_note", "DELETE", None),
)
GUARDED = ("dossier", "dossier_note")


def upgrade() -> None:
    _life()
    _dossier()
    for table, columns in COLUMNS.items():
        _add(table, columns)
    for table, column, other, indexed in FOREIGN:
        if indexed:
            op.create_index(op.f(f"ix_{table}_{column}"), table, [column])
        with op.batch_alter_table(table) as batch_op:
            batch_op.create_foreign_key(op.f(f"fk_{table}_{column}"), other, [column], ["id"])
    _guards()


def _add(table, columns) -> None:
    """Add columns; rows that are there get a value, and the default is dropped again."""
    with op.batch_alter_table(table) as batch_op:
        for name, kind, value in columns:
            if value is None:
                batch_op.add_column(sa.Column(name, kind, nullable=True))
            else:
                batch_op.add_column(sa.Column(name, kind, nullable=False, server_default=value))
    with op.batch_alter_table(table) as batch_op:
        for name, kind, value in columns:
            if value is not None:
                batch_op.alter_column(name, existing_type=kind, existing_nullable=False, server_default=None)


def _life() -> None:
    op.create_table('mediation_refusal',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('matter_id', sa.Integer(), nullable=False),
    sa.Column('committee_id', sa.Integer(), nullable=False),
    sa.Column('ground', sa.String(length=20), nullable=False),
    sa.Column('reason', sa.String(length=200), nullable=False),
    sa.Column('where_to', sa.String(length=200), nullable=False),
    sa.Column('told_how', sa.String(length=20), nullable=False),
    sa.Column('decided_on', sa.Date(), nullable=False),
    sa.Column('decided_by', sa.String(length=40), nullable=False),
    sa.Column('seen', sa.BigInteger(), nullable=False),
    sa.ForeignKeyConstraint(['committee_id'], ['committee.id'], name=op.f('fk_mediation_refusal_committee_id')),
    sa.ForeignKeyConstraint(['matter_id'], ['matter.id'], name=op.f('fk_mediation_refusal_matter_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_mediation_refusal'))
    )
    op.create_index(op.f('ix_mediation_refusal_matter_id'), 'mediation_refusal', ['matter_id'])
    op.create_table('evidence',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('case_id', sa.Integer(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=80), nullable=False),
    sa.Column('provider', sa.String(length=80), nullable=False),
    sa.Column('proves', sa.String(length=120), nullable=False),
    sa.Column('collected_on', sa.Date(), nullable=True),
    sa.Column('pages', sa.Integer(), nullable=False),
    sa.Column('original', sa.Boolean(), nullable=False),
    sa.Column('compared_by', sa.String(length=40), nullable=False),
    sa.Column('attachment_id', sa.Integer(), nullable=True),
    sa.Column('seen', sa.BigInteger(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint('pages >= 0', name=op.f('ck_evidence_pages')),
    sa.ForeignKeyConstraint(['attachment_id'], ['attachment.id'], name=op.f('fk_evidence_attachment_id')),
    sa.ForeignKeyConstraint(['case_id'], ['mediation_case.id'], name=op.f('fk_evidence_case_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_evidence')),
    sa.UniqueConstraint('case_id', 'position', name=op.f('uq_evidence_case_id_position'))
    )
    op.create_index(op.f('ix_evidence_attachment_id'), 'evidence', ['attachment_id'])
    op.create_table('inquiry',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('case_id', sa.Integer(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(length=20), nullable=False),
    sa.Column('started_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('place', sa.String(length=80), nullable=False),
    sa.Column('subject', sa.String(length=80), nullable=False),
    sa.Column('investigators', sa.String(length=120), nullable=False),
    sa.Column('participants', sa.String(length=200), nullable=False),
    sa.Column('invitees_agreed', sa.Boolean(), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('recorder', sa.String(length=40), nullable=False),
    sa.Column('handwritten', sa.Boolean(), nullable=False),
    sa.Column('seen', sa.BigInteger(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['case_id'], ['mediation_case.id'], name=op.f('fk_inquiry_case_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_inquiry')),
    sa.UniqueConstraint('case_id', 'position', name=op.f('uq_inquiry_case_id_position'))
    )
    op.create_table('return_visit',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('case_id', sa.Integer(), nullable=False),
    sa.Column('visited_on', sa.Date(), nullable=False),
    sa.Column('waived', sa.Boolean(), nullable=False),
    sa.Column('how', sa.String(length=20), nullable=False),
    sa.Column('whom', sa.String(length=120), nullable=False),
    sa.Column('performed', sa.String(length=20), nullable=False),
    sa.Column('satisfaction', sa.String(length=20), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('visitor', sa.String(length=40), nullable=False),
    sa.Column('seen', sa.BigInteger(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['case_id'], ['mediation_case.id'], name=op.f('fk_return_visit_case_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_return_visit'))
    )
    op.create_index(op.f('ix_return_visit_case_id'), 'return_visit', ['case_id'])
    op.create_table('case_step',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('case_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(length=20), nullable=False),
    sa.Column('happened_on', sa.Date(), nullable=False),
    sa.Column('recorded_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('recorded_by', sa.String(length=40), nullable=False),
    sa.Column('ground', sa.String(length=20), nullable=False),
    sa.Column('reason', sa.String(length=200), nullable=False),
    sa.Column('party_id', sa.Integer(), nullable=True),
    sa.Column('other_party_id', sa.Integer(), nullable=True),
    sa.Column('staff_id', sa.Integer(), nullable=True),
    sa.Column('other_staff_id', sa.Integer(), nullable=True),
    sa.Column('whom', sa.String(length=80), nullable=False),
    sa.Column('how', sa.String(length=20), nullable=False),
    sa.Column('paper', sa.String(length=80), nullable=False),
    sa.Column('until_on', sa.Date(), nullable=True),
    sa.Column('due_before', sa.Date(), nullable=True),
    sa.Column('due_after', sa.Date(), nullable=True),
    sa.Column('seen', sa.BigInteger(), nullable=False),
    sa.ForeignKeyConstraint(['case_id'], ['mediation_case.id'], name=op.f('fk_case_step_case_id')),
    sa.ForeignKeyConstraint(['other_party_id'], ['party.id'], name=op.f('fk_case_step_other_party_id')),
    sa.ForeignKeyConstraint(['other_staff_id'], ['staff.id'], name=op.f('fk_case_step_other_staff_id')),
    sa.ForeignKeyConstraint(['party_id'], ['party.id'], name=op.f('fk_case_step_party_id')),
    sa.ForeignKeyConstraint(['staff_id'], ['staff.id'], name=op.f('fk_case_step_staff_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_case_step'))
    )
    op.create_index(op.f('ix_case_step_case_id'), 'case_step', ['case_id'])
    op.create_index(op.f('ix_case_step_party_id'), 'case_step', ['party_id'])
    op.create_table('claim',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('case_id', sa.Integer(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('party_id', sa.Integer(), nullable=False),
    sa.Column('text', sa.String(length=400), nullable=False),
    sa.Column('amount_fen', sa.BigInteger(), nullable=True),
    sa.Column('seen', sa.BigInteger(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint('amount_fen IS NULL OR amount_fen > 0', name=op.f('ck_claim_amount_fen')),
    sa.ForeignKeyConstraint(['case_id'], ['mediation_case.id'], name=op.f('fk_claim_case_id')),
    sa.ForeignKeyConstraint(['party_id'], ['party.id'], name=op.f('fk_claim_party_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_claim')),
    sa.UniqueConstraint('case_id', 'position', name=op.f('uq_claim_case_id_position'))
    )
    op.create_index(op.f('ix_claim_party_id'), 'claim', ['party_id'])
    op.create_table('judicial_confirmation',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('case_id', sa.Integer(), nullable=False),
    sa.Column('agreement_id', sa.Integer(), nullable=False),
    sa.Column('state', sa.String(length=20), nullable=False),
    sa.Column('due_on', sa.Date(), nullable=False),
    sa.Column('intended_on', sa.Date(), nullable=True),
    sa.Column('applied_on', sa.Date(), nullable=True),
    sa.Column('court', sa.String(length=60), nullable=False),
    sa.Column('court_number', sa.String(length=60), nullable=False),
    sa.Column('accepted_on', sa.Date(), nullable=True),
    sa.Column('decided_on', sa.Date(), nullable=True),
    sa.Column('note', sa.String(length=200), nullable=False),
    sa.Column('seen', sa.BigInteger(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['agreement_id'], ['agreement.id'], name=op.f('fk_judicial_confirmation_agreement_id')),
    sa.ForeignKeyConstraint(['case_id'], ['mediation_case.id'], name=op.f('fk_judicial_confirmation_case_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_judicial_confirmation')),
    sa.UniqueConstraint('agreement_id', name=op.f('uq_judicial_confirmation_agreement_id'))
    )
    op.create_index(op.f('ix_judicial_confirmation_case_id'), 'judicial_confirmation', ['case_id'])
    op.create_table('session_mediator',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('session_id', sa.Integer(), nullable=False),
    sa.Column('staff_id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=40), nullable=False),
    sa.Column('seen', sa.BigInteger(), nullable=False),
    sa.ForeignKeyConstraint(['session_id'], ['mediation_session.id'], name=op.f('fk_session_mediator_session_id')),
    sa.ForeignKeyConstraint(['staff_id'], ['staff.id'], name=op.f('fk_session_mediator_staff_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_session_mediator')),
    sa.UniqueConstraint('session_id', 'staff_id', name=op.f('uq_session_mediator_session_id_staff_id'))
    )
    op.create_index(op.f('ix_session_mediator_staff_id'), 'session_mediator', ['staff_id'])
    op.create_table('instalment',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('obligation_id', sa.Integer(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('amount_fen', sa.BigInteger(), nullable=False),
    sa.Column('due_on', sa.Date(), nullable=True),
    sa.Column('days', sa.Integer(), nullable=True),
    sa.Column('seen', sa.BigInteger(), nullable=False),
    sa.CheckConstraint('amount_fen > 0', name=op.f('ck_instalment_amount_fen')),
    sa.ForeignKeyConstraint(['obligation_id'], ['obligation.id'], name=op.f('fk_instalment_obligation_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_instalment')),
    sa.UniqueConstraint('obligation_id', 'position', name=op.f('uq_instalment_obligation_id_position'))
    )
    op.create_table('obligation_step',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('obligation_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(length=20), nullable=False),
    sa.Column('happened_on', sa.Date(), nullable=False),
    sa.Column('how', sa.String(length=20), nullable=False),
    sa.Column('who', sa.String(length=40), nullable=False),
    sa.Column('note', sa.String(length=200), nullable=False),
    sa.Column('until_on', sa.Date(), nullable=True),
    sa.Column('seen', sa.BigInteger(), nullable=False),
    sa.ForeignKeyConstraint(['obligation_id'], ['obligation.id'], name=op.f('fk_obligation_step_obligation_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_obligation_step'))
    )
    op.create_index(op.f('ix_obligation_step_obligation_id'), 'obligation_step', ['obligation_id'])


def _dossier() -> None:
    op.create_table('dossier',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('case_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(length=10), nullable=False),
    sa.Column('title', sa.String(length=120), nullable=False),
    sa.Column('number', sa.String(length=40), nullable=False),
    sa.Column('retention', sa.String(length=20), nullable=False),
    sa.Column('filed_by', sa.String(length=40), nullable=False),
    sa.Column('filed_on', sa.Date(), nullable=False),
    sa.Column('checked_by', sa.String(length=40), nullable=False),
    sa.Column('checked_on', sa.Date(), nullable=True),
    sa.Column('pages', sa.Integer(), nullable=False),
    sa.Column('contents', sa.JSON(), nullable=False),
    sa.Column('sha256', sa.String(length=64), nullable=False),
    sa.Column('frozen_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('frozen_by', sa.String(length=40), nullable=False),
    sa.Column('seen', sa.BigInteger(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['case_id'], ['mediation_case.id'], name=op.f('fk_dossier_case_id')),
    sa.ForeignKeyConstraint(['sha256'], ['blob.sha256'], name=op.f('fk_dossier_sha256')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_dossier'))
    )
    op.create_index(op.f('ix_dossier_case_id'), 'dossier', ['case_id'])
    op.create_index(op.f('ix_dossier_sha256'), 'dossier', ['sha256'])
    op.create_table('dossier_case',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('dossier_id', sa.Integer(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('case_id', sa.Integer(), nullable=False),
    sa.Column('first_page', sa.Integer(), nullable=True),
    sa.Column('last_page', sa.Integer(), nullable=True),
    sa.Column('seen', sa.BigInteger(), nullable=False),
    sa.ForeignKeyConstraint(['case_id'], ['mediation_case.id'], name=op.f('fk_dossier_case_case_id')),
    sa.ForeignKeyConstraint(['dossier_id'], ['dossier.id'], name=op.f('fk_dossier_case_dossier_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_dossier_case')),
    sa.UniqueConstraint('dossier_id', 'position', name=op.f('uq_dossier_case_dossier_id_position'))
    )
    op.create_index(op.f('ix_dossier_case_case_id'), 'dossier_case', ['case_id'])
    op.create_table('dossier_note',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('case_id', sa.Integer(), nullable=False),
    sa.Column('dossier_id', sa.Integer(), nullable=True),
    sa.Column('written_on', sa.Date(), nullable=False),
    sa.Column('written_by', sa.String(length=40), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('pages', sa.Integer(), nullable=False),
    sa.Column('sha256', sa.String(length=64), nullable=True),
    sa.Column('seen', sa.BigInteger(), nullable=False),
    sa.ForeignKeyConstraint(['case_id'], ['mediation_case.id'], name=op.f('fk_dossier_note_case_id')),
    sa.ForeignKeyConstraint(['dossier_id'], ['dossier.id'], name=op.f('fk_dossier_note_dossier_id')),
    sa.ForeignKeyConstraint(['sha256'], ['blob.sha256'], name=op.f('fk_dossier_note_sha256')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_dossier_note'))
    )
    op.create_index(op.f('ix_dossier_note_case_id'), 'dossier_note', ['case_id'])
    op.create_index(op.f('ix_dossier_note_dossier_id'), 'dossier_note', ['dossier_id'])
    op.create_index(op.f('ix_dossier_note_sha256'), 'dossier_note', ['sha256'])
    op.create_table('lint_waiver',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('case_id', sa.Integer(), nullable=False),
    sa.Column('check_id', sa.String(length=10), nullable=False),
    sa.Column('place', sa.String(length=80), nullable=False),
    sa.Column('reason', sa.String(length=200), nullable=False),
    sa.Column('waived_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('waived_by', sa.String(length=40), nullable=False),
    sa.Column('seen', sa.BigInteger(), nullable=False),
    sa.ForeignKeyConstraint(['case_id'], ['mediation_case.id'], name=op.f('fk_lint_waiver_case_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_lint_waiver')),
    sa.UniqueConstraint('case_id', 'check_id', 'place', name=op.f('uq_lint_waiver_case_id_check_id_place'))
    )
    op.create_table('signed_original',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('case_id', sa.Integer(), nullable=False),
    sa.Column('paper_kind', sa.String(length=30), nullable=False),
    sa.Column('subject_id', sa.Integer(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('paper_id', sa.Integer(), nullable=True),
    sa.Column('state', sa.String(length=20), nullable=False),
    sa.Column('pages', sa.Integer(), nullable=False),
    sa.Column('attachment_id', sa.Integer(), nullable=True),
    sa.Column('noted_on', sa.Date(), nullable=False),
    sa.Column('noted_by', sa.String(length=40), nullable=False),
    sa.Column('note', sa.String(length=120), nullable=False),
    sa.Column('seen', sa.BigInteger(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint('pages >= 0', name=op.f('ck_signed_original_pages')),
    sa.ForeignKeyConstraint(['attachment_id'], ['attachment.id'], name=op.f('fk_signed_original_attachment_id')),
    sa.ForeignKeyConstraint(['case_id'], ['mediation_case.id'], name=op.f('fk_signed_original_case_id')),
    sa.ForeignKeyConstraint(['paper_id'], ['paper.id'], name=op.f('fk_signed_original_paper_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_signed_original')),
    sa.UniqueConstraint('case_id', 'paper_kind', 'subject_id', 'position', name=op.f('uq_signed_original_case_id_paper_kind_subject_id_position'))
    )
    op.create_index(op.f('ix_signed_original_attachment_id'), 'signed_original', ['attachment_id'])
    op.create_index(op.f('ix_signed_original_paper_id'), 'signed_original', ['paper_id'])


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
        for table in GUARDED:
            op.execute(
                f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
                "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
            )


def downgrade() -> None:
    raise NotImplementedError("a backup is made before every upgrade: restore that")
