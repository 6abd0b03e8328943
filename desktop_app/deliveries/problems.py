"""What can go wrong with a delivery."""

from typing import ClassVar

from desktop_app.problems import Problem


class NothingToDeliver(Problem):
    """The register has no signature yet."""

    code: ClassVar[str] = "deliver.nothing"


class SeveralCampaigns(Problem):
    """The register holds several campaigns and none was named."""

    code: ClassVar[str] = "deliver.several_campaigns"


class NoSuchCampaign(Problem):
    """The register holds no signature of this campaign."""

    code: ClassVar[str] = "deliver.no_campaign"


class NoPack(Problem):
    """The register has no pack of the campaign, so nobody knows who may receive what."""

    code: ClassVar[str] = "deliver.no_pack"


class NoSuchProfile(Problem):
    """The campaign has no delivery profile of this name."""

    code: ClassVar[str] = "deliver.no_profile"


class DeliveryExists(Problem):
    """There is a file already that no delivery wrote; nothing was changed."""

    code: ClassVar[str] = "deliver.exists"


class CannotWriteDelivery(Problem):
    """The disk does not take the file; what stood under its name before still does."""

    code: ClassVar[str] = "deliver.cannot_write"
