"""Decides about two signatures, and undoes decisions; what they mean stands in `decisions.py`."""

from datetime import datetime

from sqlalchemy import Connection, select, update

from desktop_app.register.activity import Deed, Fact, note
from desktop_app.register.decisions import Decision, Pair, pair_of
from desktop_app.register.problems import NoSuchDecision, NoSuchPair
from desktop_app.register.settling import settled_around
from desktop_app.register.store import Register
from desktop_app.register.tables import decision_table, signature_table


def decide(register: Register, one: str, other: str, *, is_same: bool) -> Decision:
    """Decide whether two signatures are one person's.

    Raises:
        NoSuchPair: they are not two signatures of one campaign that are here; nothing was changed.
        What a transaction raises.
    """
    pair, table, now = pair_of(one, other), decision_table, register.now()
    with register.transaction() as connection:
        campaign = _campaign(connection, pair)
        with settled_around(connection, pair):
            number = connection.execute(
                table.insert()
                .values(
                    campaign=campaign,
                    first_id=pair[0],
                    other_id=pair[1],
                    is_same=int(is_same),
                    decided_at=now,
                )
                .returning(table.c.id)
            ).scalar_one()
        facts: dict[str, Fact] = {
            "decision": int(number),
            "campaign": campaign,
            "is_same": int(is_same),
        }
        note(connection, register.activity_key, now, Deed.DECIDED, **facts)
    return Decision(
        id=int(number), pair=pair, is_same=is_same, decided_at=datetime.fromisoformat(now)
    )


def undo_decision(register: Register, decision_id: int) -> Pair:
    """Undo a decision; what was decided about the pair before holds again. Gives the pair.

    Raises:
        NoSuchDecision: there is none, or it was undone already. What a transaction raises.
    """
    table, now = decision_table, register.now()
    holds = (table.c.id == decision_id) & table.c.undone_at.is_(None)
    with register.transaction() as connection:
        row = connection.execute(select(table).where(holds)).first()
        if row is None:
            raise NoSuchDecision(decision=decision_id)
        pair = (row.first_id, row.other_id)
        with settled_around(connection, pair):
            connection.execute(update(table).where(holds).values(undone_at=now))
        facts: dict[str, Fact] = {"decision": decision_id, "campaign": row.campaign}
        note(connection, register.activity_key, now, Deed.DECISION_UNDONE, **facts)
    return pair


def _campaign(connection: Connection, pair: Pair) -> str:
    table = signature_table
    query = select(table.c.campaign).where(table.c.record_id.in_(pair))
    campaigns = list(connection.execute(query).scalars())
    if len(campaigns) != 2 or campaigns[0] != campaigns[1]:
        raise NoSuchPair(count=len(campaigns))
    return str(campaigns[0])
