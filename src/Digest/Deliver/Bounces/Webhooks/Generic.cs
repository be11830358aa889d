using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Digest.Deliver.Bounces.Webhooks;

/// <summary>
/// Events from a program of the operator's own:
/// <c>{"events": [{"class": "hard|soft|blocked|complaint", "address": "…", "messageId": "…", "status": "5.1.1", "words": "…"}]}</c>.
/// Without a class, status and words are judged.
/// </summary>
public static class Generic
{
    public const string SignatureHeader = "X-Digest-Signature";
    public const string TimestampHeader = "X-Digest-Timestamp";

    /// <summary>Signature: hex HMAC-SHA256 of the timestamp (seconds since 1970), a dot, and the body.</summary>
    public static bool IsGenuine(ReadOnlySpan<byte> body, string? signature, string? timestamp, string key, DateTimeOffset now, TimeSpan tolerance)
    {
        if (timestamp is null || !Signatures.IsFresh(timestamp, now, tolerance))
        {
            return false;
        }

        byte[] signed = [.. Encoding.UTF8.GetBytes(timestamp), (byte)'.', .. body];
        return Signatures.HexEquals(signature, HMACSHA256.HashData(Encoding.UTF8.GetBytes(key), signed));
    }

    /// <returns>A bounce per event; null when the body has another form.</returns>
    public static IReadOnlyList<Bounce>? Read(string body) =>
        JsonFields.Parse(body) is { ValueKind: JsonValueKind.Object } root && root.At("events") is { ValueKind: JsonValueKind.Array }
            ? [.. root.Items("events").Select(Made).OfType<Bounce>()]
            : null;

    private static Bounce? Made(JsonElement e)
    {
        var (address, id, words) = (Addresses.First(e.Text("address")), e.Text("messageId")?.Trim().Trim('<', '>'), e.Text("words") ?? "");
        BounceClass? kind = e.Text("class") switch
        {
            "hard" => BounceClass.Hard,
            "soft" => BounceClass.Soft,
            "blocked" => BounceClass.Blocked,
            "complaint" => BounceClass.Complaint,
            "auto-reply" => BounceClass.AutoReply,
            null => Verdict.Of(words, e.Text("status"), null),
            _ => null,
        };
        return kind is null || (address is null && id is null)
            ? null
            : new Bounce { Class = kind.Value, How = "json", MessageId = id, Recipients = [new BouncedRecipient(address ?? "", kind.Value, e.Text("status"), PlainText.Cut(words))] };
    }
}
