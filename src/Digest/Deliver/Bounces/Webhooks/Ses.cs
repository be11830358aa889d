using System.Text.Json;

namespace Digest.Deliver.Bounces.Webhooks;

/// <summary>Amazon SES through SNS: bounces, complaints and deliveries, as notifications or as published events.</summary>
public static class Ses
{
    /// <summary>Reads an SNS envelope with a notification in it, or the notification alone; null when it is neither.</summary>
    public static Bounce? ReadNotification(string json)
    {
        if (JsonFields.Parse(json) is not { } root)
        {
            return null;
        }

        if (root.Text("Type") == "Notification" && root.Text("Message") is { } inner)
        {
            return ReadNotification(inner);
        }

        var bounce = (root.Text("notificationType") ?? root.Text("eventType")) switch
        {
            "Bounce" => BounceReader.Made([.. root.Items("bounce.bouncedRecipients").Select(r => Bounced(root, r)).OfType<BouncedRecipient>()], "json"),
            "Complaint" => BounceReader.Made([.. root.Items("complaint.complainedRecipients").Select(r => Complained(root, r)).OfType<BouncedRecipient>()], "json"),
            "DeliveryDelay" => BounceReader.Made([.. root.Items("deliveryDelay.delayedRecipients").Select(Delayed).OfType<BouncedRecipient>()], "json"),
            "Delivery" => BounceReader.Made([.. root.Items("delivery.recipients").Select(Delivered).OfType<BouncedRecipient>()], "json"),
            _ => null,
        };
        return bounce is null ? null : bounce with { MessageId = MessageId(root) };
    }

    private static BouncedRecipient? Bounced(JsonElement root, JsonElement recipient)
    {
        var (status, words) = (recipient.Text("status"), recipient.Text("diagnosticCode") ?? "");
        var read = words.Length > 0 || status is not null ? Verdict.Of(words, status, recipient.Text("action")) : BounceClass.Soft;
        var kind = root.Text("bounce.bounceType") switch
        {
            // Suppressed: SES itself keeps the address on a list of ones that bounced hard.
            "Permanent" when root.Text("bounce.bounceSubType") is "NoEmail" or "Suppressed" or "OnAccountSuppressionList" => BounceClass.Hard,
            "Permanent" when !Verdict.IsTelling(words) => BounceClass.Hard,
            "Permanent" => read,
            _ => read == BounceClass.Hard ? BounceClass.Soft : read,
        };
        return Made(recipient.Text("emailAddress"), kind, status ?? Verdict.Code(words), words.Length > 0 ? words : $"{root.Text("bounce.bounceType")} {root.Text("bounce.bounceSubType")}");
    }

    private static BouncedRecipient? Complained(JsonElement root, JsonElement recipient)
    {
        var type = root.Text("complaint.complaintFeedbackType");
        return Made(recipient.Text("emailAddress"), type == "not-spam" ? BounceClass.None : BounceClass.Complaint, null, type ?? "complaint");
    }

    private static BouncedRecipient? Delayed(JsonElement recipient) =>
        Made(recipient.Text("emailAddress"), BounceClass.Soft, recipient.Text("status"), recipient.Text("diagnosticCode") ?? "delayed");

    private static BouncedRecipient? Delivered(JsonElement recipient) =>
        Made(recipient.ValueKind == JsonValueKind.String ? recipient.GetString() : null, BounceClass.None, null, "delivered");

    private static BouncedRecipient? Made(string? address, BounceClass kind, string? status, string words) =>
        Addresses.First(address) is { } bare ? new BouncedRecipient(bare, kind, status, PlainText.Cut(words)) : null;

    // SES gives its own id to a mail: ours is in the headers it was asked to include, or in the envelope sender.
    private static string? MessageId(JsonElement root)
    {
        var header = root.Items("mail.headers").FirstOrDefault(h => "Message-ID".Equals(h.Text("name"), StringComparison.OrdinalIgnoreCase));
        var id = header.ValueKind == JsonValueKind.Object ? header.Text("value") : root.Text("mail.commonHeaders.messageId");
        return Model.Verp.MessageId(root.Text("mail.source") ?? "") ?? id?.Trim().Trim('<', '>');
    }
}
