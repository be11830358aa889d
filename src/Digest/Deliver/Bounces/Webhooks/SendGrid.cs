using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Digest.Deliver.Bounces.Webhooks;

/// <summary>SendGrid's (Twilio's) event webhook: bounce, dropped, spamreport and unsubscribes. Signed by ECDSA over timestamp and body.</summary>
public static class SendGrid
{
    public const string SignatureHeader = "X-Twilio-Email-Event-Webhook-Signature";
    public const string TimestampHeader = "X-Twilio-Email-Event-Webhook-Timestamp";

    public static bool IsGenuine(ReadOnlySpan<byte> body, string? signature, string? timestamp, string publicKey, DateTimeOffset now, TimeSpan tolerance)
    {
        var octets = new byte[256];
        if (timestamp is null || !Signatures.IsFresh(timestamp, now, tolerance) || !Convert.TryFromBase64String(signature ?? "", octets, out var length))
        {
            return false;
        }

        using var key = ECDsa.Create();
        key.ImportSubjectPublicKeyInfo(Convert.FromBase64String(publicKey), out _);
        byte[] signed = [.. Encoding.UTF8.GetBytes(timestamp), .. body];
        return key.VerifyData(signed, octets.AsSpan(0, length), HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
    }

    /// <returns>A bounce per event that is one; null when the body is no JSON array.</returns>
    public static IReadOnlyList<Bounce>? Read(string body)
    {
        if (JsonFields.Parse(body) is not { ValueKind: JsonValueKind.Array } events)
        {
            return null;
        }

        return [.. events.EnumerateArray().Where(e => e.Text("event") is "bounce" or "dropped" or "spamreport" or "unsubscribe" or "group_unsubscribe").Select(Made).OfType<Bounce>()];
    }

    private static Bounce? Made(JsonElement e)
    {
        if (Addresses.First(e.Text("email")) is not { } address)
        {
            return null;
        }

        var words = e.Text("reason") ?? "";
        if (e.Text("event") is "unsubscribe" or "group_unsubscribe" || (e.Text("event") == "dropped" && words == "Unsubscribed Address"))
        {
            return JsonFields.Unsubscribed(address, e.Text("smtp-id"));
        }

        var kind = (e.Text("event"), e.Text("type"), words) switch
        {
            ("spamreport", _, _) or ("dropped", _, "Spam Reporting Address") => BounceClass.Complaint,
            ("dropped", _, "Bounced Address" or "Invalid") => BounceClass.Hard,
            ("dropped", _, _) => BounceClass.None,
            (_, "blocked", _) => BounceClass.Blocked,
            _ when !Verdict.IsTelling(words) => BounceClass.Hard,
            _ => Verdict.Of(words, e.Text("status"), "failed"),
        };
        var recipient = new BouncedRecipient(address, kind, e.Text("status") ?? Verdict.Code(words), PlainText.Cut(words));
        return BounceReader.Made([recipient], "json") with { MessageId = e.Text("smtp-id")?.Trim().Trim('<', '>') };
    }
}
