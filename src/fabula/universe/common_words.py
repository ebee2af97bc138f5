"""Everyday English words that are people's names as well: "Will you?" names nobody."""

from __future__ import annotations

from typing import Final

__all__ = ["COMMON_WORDS"]

COMMON_WORDS: Final = frozenset(
    """
    abbey ace amber angel april archer art ash aspen august autumn baker basil bay beau bear bell bill birch bird blade
    blaze blue bond bonnie booker booth brandy bridge bright brook brooks brown buck bud buddy bunny butler candy carol
    case cash chance charity chase chip christian clay cliff clip clover cole colt constant cook cooper coral
    country crystal daisy dale dallas dash dawn day dean destiny dick dixie doc dock dodge dolly don dove drew duke
    dusty earl earnest eden ember fair faith fawn fern field finch fisher fletcher flint flora ford forest forrest fox
    frank frankie free friday gardener gay gem gene ginger glen gold grace grant gray green grey grove guy hale hall
    happy harbor hardy harmony hart haven hawk hazel heath heather heaven henna hill holly honey honor hope hud hunt
    hunter ice iris iron ivory ivy jack jade jasmine jay jean jet jewel jewels joy judge july june junior justice
    king kit knight lacey lake lance lark laurel lee leopard lily link lock long lord love lucky luna major marble
    march mark marina mars marsh marshal matt max maximum may mead melody mercy merit mick miles mill miller mint miss
    misty moon moss myrtle nick night noble north oak ocean olive opal page paige paris park parker parson pat patience
    peace pearl penny pepper peter pierce pike piper pitch poppy porter prince princess prudence quill rain ranger
    raven ray red reed regal rex rich ridge ring river rob robin rock rocky rod rose rowan royal ruby rush rusty sable
    sage sailor sandy saul scarlet scout sea season serenity shade shadow shaw shepherd sherry shore short sierra
    silver skip sky slate smith snow sonny sparrow spike spring star steel stella sterling stone storm stormy story
    strong sue sultan summer sunny sunday swan tab tanner tawny taylor temple terry thorn tiger tiny tom trace travis
    trinity trip troy true turner tyler unity van velvet venus verity vernon victor victory vine viola violet virtue
    wade walker ward warner watt weaver wells west wheeler white wild will wills winter wise wolf wood woods wren
    young zen
    again and any back but can come dear did does done down even first for from get give go good had has have he her
    here him his how i if in is it its just key last left let like little look man maybe me more my never new no not
    now of off oh ok okay on one only or other our out over please right see she so some still stop such take tell
    thank that the their them then there these they thing this those time to too two under up us wait was watch way we
    well were what when where which who why with woman yes yet you your box gun bag card letter photo phone knife
    """.split()
)
