using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Digest.Deliver.Bounces.Webhooks;

/// <summary>Mailgun's events: failed (permanent, temporary), complained and unsubscribed. Signed by HMAC-SHA256 over timestamp and token.</summary>
public static class Mailgun
{
    public static bool IsGenuine(string body, string key, DateTimeOffset now, TimeSpan tolerance)
    {
        if (JsonFields.Parse(body) is not { } root || root.Text("signature.timestamp") is not { } timestamp || root.Text("signature.token") is not { } token)
        {
            return false;
        }

        var expected = HMACSHA256.HashData(Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes(timestamp + token));
        return Signatures.IsFresh(timestamp, now, tolerance) && Signatures.HexEquals(root.Text("signature.signature"), expected);
    }

    /// <returns>One bounce; none for other events; null when the body is no JSON object.</returns>
    public static IReadOnlyList<Bounce>? Read(string body)
    {
        if (JsonFields.Parse(body)?.At("event-data") is not { ValueKind: JsonValueKind.Object } data)
        {
            return null;
        }

        if (data.Text("event") == "unsubscribed" && Addresses.First(data.Text("recipient")) is { } left)
        {
            return [JsonFields.Unsubscribed(left, data.Text("message.headers.message-id"))];
        }

        return data.Text("event") is "failed" or "complained" && Addresses.First(data.Text("recipient")) is { } address
            ? [BounceReader.Made([Recipient(data, address)], "json") with { MessageId = data.Text("message.headers.message-id")?.Trim().Trim('<', '>') }]
            : [];
    }

    private static BouncedRecipient Recipient(JsonElement data, string address)
    {
        if (data.Text("event") == "complained")
        {
            return new BouncedRecipient(address, BounceClass.Complaint, null, "complaint");
        }

        var words = string.Create(CultureInfo.InvariantCulture,
            $"{data.Text("delivery-status.code")} {data.Text("delivery-status.enhanced-code")} {data.Text("delivery-status.message")} {data.Text("delivery-status.description")}").Trim();
        var kind = (data.Text("severity"), data.Text("reason")) switch
        {
            (_, "suppress-complaint") => BounceClass.Complaint,
            (_, "suppress-bounce") => BounceClass.Hard,
            (_, "suppress-unsubscribe" or "espblock") => BounceClass.Blocked,
            ("temporary", _) or (_, "old") => BounceClass.Soft,
            _ => Verdict.Of(words, data.Text("delivery-status.enhanced-code"), "failed"),
        };
        return new BouncedRecipient(address, kind, data.Text("delivery-status.enhanced-code") ?? Verdict.Code(words), PlainText.Cut(words));
    }
}
