using System.Text.Json;

namespace Digest.Deliver.Bounces.Webhooks;

/// <summary>Postmark's bounce, spam complaint and subscription change webhooks. They are not signed: a login in the address proves them.</summary>
public static class Postmark
{
    /// <returns>One bounce; none for other records; null when the body is no JSON object.</returns>
    public static IReadOnlyList<Bounce>? Read(string body)
    {
        if (JsonFields.Parse(body) is not { ValueKind: JsonValueKind.Object } root)
        {
            return null;
        }

        if (root.Text("RecordType") == "SubscriptionChange")
        {
            return Changed(root) is { } change ? [change] : [];
        }

        return root.Text("RecordType") is "Bounce" or "SpamComplaint" && Addresses.First(root.Text("Email")) is { } address
            ? [BounceReader.Made([Recipient(root, address)], "json") with { MessageId = BounceReader.FromReturned(root.Text("Content") ?? "") }]
            : [];
    }

    // What Postmark stops sending to by itself, and why; an operator who did so there knows it.
    private static Bounce? Changed(JsonElement root)
    {
        if (root.At("SuppressSending")?.ValueKind != JsonValueKind.True || Addresses.First(root.Text("Recipient")) is not { } address)
        {
            return null;
        }

        return root.Text("SuppressionReason") switch
        {
            "HardBounce" => BounceReader.Made([new BouncedRecipient(address, BounceClass.Hard, null, "HardBounce")], "json"),
            "SpamComplaint" => BounceReader.Made([new BouncedRecipient(address, BounceClass.Complaint, null, "complaint")], "json"),
            "ManualSuppression" when root.Text("Origin") == "Recipient" => JsonFields.Unsubscribed(address, null),
            _ => null,
        };
    }

    private static BouncedRecipient Recipient(JsonElement root, string address)
    {
        var words = root.Text("Details") is { Length: > 0 } details ? details : root.Text("Description") ?? "";
        var kind = root.Text("Type") switch
        {
            "HardBounce" or "BadEmailAddress" => BounceClass.Hard,
            "SpamComplaint" => BounceClass.Complaint,
            "Blocked" or "SpamNotification" or "VirusNotification" or "DMARCPolicy" or "SMTPApiError" or "ChallengeVerification" => BounceClass.Blocked,
            "AutoResponder" or "AddressChange" => BounceClass.AutoReply,
            "Subscribe" or "Unsubscribe" or "ManuallyDeactivated" or "OpenRelayTest" or "InboundError" or "TemplateRenderingFailed" => BounceClass.None,
            _ => BounceClass.Soft,
        };
        return new BouncedRecipient(address, kind, Verdict.Code(words), PlainText.Cut(words));
    }
}
