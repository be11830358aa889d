using MimeKit;

namespace Digest.Deliver.Doctor;

/// <summary>Recent mails as they go out: sizes that mailbox programs show whole, and the header that lists need.</summary>
public static class MailCheck
{
    private const string Check = "mail";

    /// <summary>Gmail cuts HTML here (EMAIL.md 10).</summary>
    private const int Clipped = 102 * 1024;

    private const int Budget = 80 * 1024;

    public static IReadOnlyList<Finding> Run(Patient patient)
    {
        if (patient.Mails.Count == 0)
        {
            return [Finding.Warn(Check, "There was no mail to look at yet.", "Let one go out (`digest deliver`), then run doctor again.")];
        }

        var findings = patient.Mails.Select(m => Of(patient, m.Message)).ToList();
        return findings.Find(f => f.Level == FindingLevel.Fail) is { } bad ? [bad] : findings.Find(f => f.Level == FindingLevel.Warn) is { } fair ? [fair] : [findings[0]];
    }

    private static Finding Of(Patient patient, ReadOnlyMemory<byte> message)
    {
        using var stream = new MemoryStream(message.ToArray());
        using var mail = MimeMessage.Load(stream);
        var html = System.Text.Encoding.UTF8.GetByteCount(mail.HtmlBody ?? "");
        var missing = new[] { "From", "To", "Subject", "Date", "Message-ID", "List-Id", "List-Unsubscribe", "List-Unsubscribe-Post" }.Where(h => mail.Headers[h] is null).ToList();
        var from = mail.From.Mailboxes.FirstOrDefault()?.Domain;
        return missing.Count > 0 && mail.Headers["Precedence"] == "bulk" ? Finding.Fail(Check, $"A recent digest lacks {string.Join(", ", missing)}.", "Check the templates and Site settings.")
            : from != patient.Domain ? Finding.Fail(Check, $"A recent mail is from {from}, not {patient.Domain}.", "Set Site:From, and look whether a template writes its own.")
            : html >= Clipped ? Finding.Fail(Check, $"A recent mail has {html / 1024} KB of HTML: Gmail cuts it at 102 KB, with the unsubscribe link.", "Send fewer stories (a reader's MaxStories), or shorten the templates.")
            : html > Budget ? Finding.Warn(Check, $"A recent mail has {html / 1024} KB of HTML; Gmail cuts at 102 KB.", "Stay below 80 KB: fewer stories, shorter templates.")
            : Finding.Ok(Check, $"The largest recent mail has {patient.Mails.Max(m => m.Message.Length) / 1024} KB, {html / 1024} KB of them HTML.");
    }
}
