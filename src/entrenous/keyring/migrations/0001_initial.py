import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import entrenous.keyring.fields
import entrenous.keyring.models.containers


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("agents", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Carnet",
            fields=[
                (
                    "agent",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        serialize=False,
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("blob", entrenous.keyring.fields.SealedField()),
            ],
        ),
        migrations.CreateModel(
            name="Container",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=entrenous.keyring.models.containers.kind_choices,
                        max_length=12,
                    ),
                ),
                ("epoch", models.PositiveIntegerField(default=1)),
                ("made_on", models.DateField()),
                ("erased_on", models.DateField(null=True, verbose_name="effacé le")),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agents.organisation",
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="satellites",
                        to="keyring.container",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="FailedTry",
            fields=[
                ("key", models.BinaryField(max_length=32, primary_key=True, serialize=False)),
                ("count", models.PositiveIntegerField(default=0)),
                ("last_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="RegistryHead",
            fields=[
                (
                    "organisation",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="agents.organisation",
                    ),
                ),
                ("counter", models.PositiveBigIntegerField()),
                ("state", models.BinaryField()),
                ("signature", models.BinaryField()),
            ],
        ),
        migrations.CreateModel(
            name="Session",
            fields=[
                ("session_key", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("session_data", models.TextField()),
                ("expire_date", models.DateTimeField(db_index=True)),
            ],
        ),
        migrations.CreateModel(
            name="Certificate",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("actor", models.UUIDField(db_index=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("root_lead", "root_lead"),
                            ("agent", "agent"),
                            ("group", "group"),
                            ("person", "person"),
                            ("recovery", "recovery"),
                        ],
                        max_length=12,
                    ),
                ),
                ("epoch", models.PositiveIntegerField(default=1)),
                ("box", models.BinaryField()),
                ("sign", models.BinaryField()),
                ("may_certify", models.BooleanField(default=False)),
                ("issued_on", models.DateField()),
                ("signature", models.BinaryField()),
                ("countersigner", models.UUIDField(null=True)),
                ("countersignature", models.BinaryField()),
                ("fingerprint", models.BinaryField()),
                ("revoked_on", models.DateField(null=True)),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agents.organisation",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Enrolment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code_hash", models.BinaryField(unique=True)),
                ("expires_at", models.DateTimeField()),
                (
                    "agent",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="enrolment",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="KnownBrowser",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("mark", models.BinaryField(unique=True)),
                ("seen_on", models.DateField()),
                (
                    "agent",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="known_browsers",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Passkey",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("credential_id", models.BinaryField(unique=True)),
                ("public_key", models.BinaryField()),
                ("sign_count", models.PositiveBigIntegerField(default=0)),
                ("added_on", models.DateField(auto_now_add=True)),
                (
                    "agent",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="passkeys",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Unlock",
            fields=[
                ("id", models.BinaryField(max_length=32, primary_key=True, serialize=False)),
                ("session_hash", models.BinaryField()),
                ("expires", models.PositiveBigIntegerField()),
                ("seen_at", models.DateTimeField()),
                ("blob", entrenous.keyring.fields.SealedField(null=True)),
                ("idle_blob", entrenous.keyring.fields.SealedField(null=True)),
                ("pin_tries", models.PositiveSmallIntegerField(default=0)),
                ("is_pending", models.BooleanField(default=False)),
                (
                    "agent",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="unlocks",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="AgentKeys",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("box", models.BinaryField()),
                ("sign", models.BinaryField()),
                ("salt", models.BinaryField()),
                ("passes", models.PositiveSmallIntegerField()),
                ("memory_kib", models.PositiveIntegerField()),
                ("verifier", models.BinaryField()),
                ("wrapped", models.BinaryField()),
                ("recovery_wrapped", models.BinaryField()),
                ("pin_salt", models.BinaryField()),
                ("pin_sealed", models.BinaryField(null=True)),
                ("sheet_checked_on", models.DateField(null=True)),
                ("made_on", models.DateField()),
                ("is_current", models.BooleanField(default=True)),
                (
                    "agent",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="key_rows",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("is_current", True)),
                        fields=("agent",),
                        name="one_current_key_row",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Group",
            fields=[
                (
                    "container",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="group",
                        serialize=False,
                        to="keyring.container",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("reception", "accueil"),
                            ("duty", "permanence"),
                            ("leads", "responsables"),
                            ("legal_desk", "service juridique"),
                        ],
                        max_length=12,
                    ),
                ),
                ("proposed_epoch", models.PositiveIntegerField(null=True)),
                ("proposed_box", models.BinaryField(null=True)),
                ("proposed_sign", models.BinaryField(null=True)),
                ("proposed_by", models.UUIDField(null=True)),
                ("proposal_signature", models.BinaryField(null=True)),
                (
                    "circonscription",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="groups",
                        to="agents.circonscription",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Admission",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("authorised_by", models.UUIDField()),
                ("authorised_on", models.DateField()),
                ("signature", models.BinaryField()),
                ("admitted_on", models.DateField(null=True)),
                (
                    "agent",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="admissions",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "group",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="admissions",
                        to="keyring.group",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Draft",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("form", models.CharField(max_length=60)),
                ("about", models.UUIDField(null=True)),
                ("box", models.BinaryField()),
                ("saved_at", models.DateTimeField()),
                (
                    "agent",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="drafts",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("about__isnull", False)),
                        fields=("agent", "form", "about"),
                        name="one_draft_per_form",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("about", None)),
                        fields=("agent", "form"),
                        name="one_draft_per_form_about_nothing",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Epoch",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("vector", models.BinaryField()),
                ("maker", models.UUIDField()),
                ("signature", models.BinaryField()),
                ("countersignature", models.BinaryField()),
                ("previous", entrenous.keyring.fields.SealedField(null=True)),
                (
                    "container",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="epochs",
                        to="keyring.container",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("container", "number"), name="one_statement_per_epoch"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Grant",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("epoch", models.PositiveIntegerField()),
                (
                    "compartment",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (0, "whole"),
                            (1, "identity"),
                            (2, "reception"),
                            (3, "plan"),
                            (4, "notes"),
                            (5, "documents"),
                            (6, "requests"),
                            (7, "person"),
                            (8, "means"),
                            (9, "administrative_card"),
                        ]
                    ),
                ),
                ("recipient", models.UUIDField()),
                ("recipient_box", models.BinaryField()),
                ("key_id", models.BinaryField()),
                ("box_hash", models.BinaryField()),
                ("giver", models.UUIDField()),
                (
                    "motive",
                    models.CharField(
                        choices=[
                            ("genesis", "genesis"),
                            ("recovery", "recovery"),
                            ("attribution", "attribution"),
                            ("transfer", "transfer"),
                            ("co_holder", "co_holder"),
                            ("group_member", "group_member"),
                            ("letter_box", "letter_box"),
                            ("legal_desk", "legal_desk"),
                            ("cover", "cover"),
                            ("rotation", "rotation"),
                            ("support", "support"),
                            ("shared", "shared"),
                            ("quorum", "quorum"),
                            ("person", "person"),
                        ],
                        max_length=16,
                    ),
                ),
                ("made_on", models.DateField()),
                ("signature", models.BinaryField()),
                ("box", models.BinaryField(null=True)),
                ("since", models.DateField(null=True, verbose_name="à partir du")),
                ("until", models.DateField(null=True, verbose_name="jusqu’au")),
                (
                    "container",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="grants",
                        to="keyring.container",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["recipient", "container"], name="grants_of_a_recipient"),
                    models.Index(
                        condition=models.Q(("box__isnull", False)),
                        fields=["recipient", "recipient_box"],
                        name="boxes_of_a_recipient",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HeadRow",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "compartment",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (0, "whole"),
                            (1, "identity"),
                            (2, "reception"),
                            (3, "plan"),
                            (4, "notes"),
                            (5, "documents"),
                            (6, "requests"),
                            (7, "person"),
                            (8, "means"),
                            (9, "administrative_card"),
                        ]
                    ),
                ),
                ("epoch", models.PositiveIntegerField()),
                ("counter", models.PositiveBigIntegerField()),
                ("blob", entrenous.keyring.fields.SealedField()),
                (
                    "container",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="heads",
                        to="keyring.container",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("container", "compartment"), name="one_head_per_compartment"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PendingGrant",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("recipient", models.UUIDField()),
                (
                    "motive",
                    models.CharField(
                        choices=[
                            ("genesis", "genesis"),
                            ("recovery", "recovery"),
                            ("attribution", "attribution"),
                            ("transfer", "transfer"),
                            ("co_holder", "co_holder"),
                            ("group_member", "group_member"),
                            ("letter_box", "letter_box"),
                            ("legal_desk", "legal_desk"),
                            ("cover", "cover"),
                            ("rotation", "rotation"),
                            ("support", "support"),
                            ("shared", "shared"),
                            ("quorum", "quorum"),
                            ("person", "person"),
                        ],
                        max_length=16,
                    ),
                ),
                ("decided_by", models.UUIDField()),
                ("decided_at", models.DateTimeField()),
                (
                    "container",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="pending_grants",
                        to="keyring.container",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("container", "recipient"), name="one_pending_grant_per_recipient"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Record",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("epoch", models.PositiveIntegerField()),
                (
                    "compartment",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (0, "whole"),
                            (1, "identity"),
                            (2, "reception"),
                            (3, "plan"),
                            (4, "notes"),
                            (5, "documents"),
                            (6, "requests"),
                            (7, "person"),
                            (8, "means"),
                            (9, "administrative_card"),
                        ]
                    ),
                ),
                ("kind", models.PositiveSmallIntegerField()),
                ("record", models.UUIDField()),
                ("version", models.PositiveIntegerField()),
                ("author", models.UUIDField()),
                ("written_on", models.DateField()),
                ("blob", entrenous.keyring.fields.SealedField()),
                (
                    "container",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="records",
                        to="keyring.container",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("container", "record", "version"), name="one_row_per_version"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SecondFactor",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("totp", "application de codes"), ("codes", "codes imprimés")],
                        max_length=5,
                    ),
                ),
                ("secret", entrenous.keyring.fields.SealedField()),
                ("last_step", models.PositiveBigIntegerField(default=0)),
                (
                    "agent",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="second_factors",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("agent", "kind"), name="one_factor_of_each_kind"
                    )
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="group",
            constraint=models.UniqueConstraint(
                fields=("kind", "circonscription"), name="one_group_per_place"
            ),
        ),
        migrations.AddConstraint(
            model_name="admission",
            constraint=models.UniqueConstraint(
                fields=("group", "agent"), name="one_admission_per_agent"
            ),
        ),
    ]
