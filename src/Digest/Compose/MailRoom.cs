using Digest.Links;
using Digest.Model;

namespace Digest.Compose;

/// <summary>Ledger row → message: what <see cref="RenderMail"/> stands for. DKIM and the envelope's VERP are put on by who sends.</summary>
internal sealed class MailRoom(IssueMail issues, AccountMail accounts, SiteLinks links)
{
    private readonly string _sender = "bounce@" + links.Domain;

    public async ValueTask<OutgoingMail?> RenderAsync(Delivery delivery, CancellationToken ct)
    {
        var message = delivery.Kind == MailKind.Digest
            ? await issues.RenderAsync(delivery, ct).ConfigureAwait(false)
            : await accounts.RenderAsync(delivery, ct).ConfigureAwait(false);
        return message is { } octets ? new OutgoingMail(_sender, delivery.Address, octets) { IsPooled = true, HasNoDots = true } : null;
    }
}
