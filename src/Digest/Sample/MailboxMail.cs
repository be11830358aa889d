using System.Text;
using System.Text.RegularExpressions;

using MimeKit;

namespace Digest.Sample;

/// <summary>A line of the mailbox's list.</summary>
public sealed record MailboxRow(string Id, string From, string To, string Subject, DateTimeOffset At, long Bytes)
{
    /// <summary>The sender's name, or the address where there is none.</summary>
    public string FromName => From.IndexOf(" <", StringComparison.Ordinal) is > 0 and var end ? From[..end] : From;

    /// <summary>In thousands of bytes, as mail programs count.</summary>
    public double Kilobytes => Math.Round(Bytes / 1000.0, 1);
}

/// <summary>A header as it stands in the mail, unfolded and decoded.</summary>
public sealed record MailboxHeader(string Name, string Value);

/// <summary>A mail of the mailbox, parsed for showing.</summary>
public sealed partial record MailboxMail
{
    public required MailboxRow Row { get; init; }
    public required IReadOnlyList<MailboxHeader> Headers { get; init; }
    public string? Text { get; init; }
    public string? Html { get; init; }
    /// <summary>The https address of List-Unsubscribe (RFC 2369), or null.</summary>
    public string? Unsubscribe { get; init; }
    /// <summary>Whether one click unsubscribes (RFC 8058).</summary>
    public bool OneClick { get; init; }
    public required string Source { get; init; }

    /// <returns>The mail, or null where there is none of that id.</returns>
    public static async Task<MailboxMail?> ReadAsync(MailboxFolder folder, string id, CancellationToken ct)
    {
        if (await folder.ReadAsync(id, ct).ConfigureAwait(false) is not { } bytes)
        {
            return null;
        }

        using var message = await ParseAsync(bytes, ct).ConfigureAwait(false);
        return new MailboxMail
        {
            Row = RowOf(id, message, bytes),
            Headers = [.. message.Headers.Select(h => new MailboxHeader(h.Field, h.Value))],
            Text = message.TextBody,
            Html = message.HtmlBody,
            Unsubscribe = Address().Match(message.Headers["List-Unsubscribe"] ?? "") is { Success: true } m ? m.Groups[1].Value : null,
            OneClick = message.Headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click",
            Source = Encoding.UTF8.GetString(bytes),
        };
    }

    /// <returns>The newest of <paramref name="most"/> mails at most, after <paramref name="skip"/>.</returns>
    public static async Task<IReadOnlyList<MailboxRow>> ListAsync(MailboxFolder folder, int skip, int most, CancellationToken ct)
    {
        var rows = new List<MailboxRow>();
        foreach (var id in folder.List().Skip(skip).Take(most))
        {
            // Gone between listing and reading: someone emptied the folder, which is theirs to do.
            if (await folder.ReadAsync(id, ct).ConfigureAwait(false) is { } bytes)
            {
                using var message = await ParseAsync(bytes, ct).ConfigureAwait(false);
                rows.Add(RowOf(id, message, bytes));
            }
        }

        return rows;
    }

    /// <returns>The id of the newest mail to an address, among the newest two hundred.</returns>
    public static async Task<string?> NewestAsync(MailboxFolder folder, string address, CancellationToken ct) =>
        (await ListAsync(folder, 0, 200, ct).ConfigureAwait(false)).FirstOrDefault(r => r.To.Contains(address, StringComparison.OrdinalIgnoreCase))?.Id;

    private static async Task<MimeMessage> ParseAsync(byte[] bytes, CancellationToken ct)
    {
        using var stream = new MemoryStream(bytes);
        return await MimeMessage.LoadAsync(stream, ct).ConfigureAwait(false);
    }

    private static MailboxRow RowOf(string id, MimeMessage message, byte[] bytes) =>
        new(id, Words(message.From), Words(message.To), message.Subject ?? "", MailboxFolder.ArrivedAt(id), bytes.Length);

    // As people read it: without the quotes that a header needs around some names.
    private static string Words(InternetAddressList list) =>
        string.Join(", ", list.Mailboxes.Select(m => string.IsNullOrEmpty(m.Name) ? m.Address : $"{m.Name} <{m.Address}>"));

    [GeneratedRegex("<(https?://[^<>\\s]+)>")]
    private static partial Regex Address();
}
