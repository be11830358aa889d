using System.Net.Sockets;

using MailKit;
using MailKit.Net.Imap;
using MailKit.Search;
using MailKit.Security;

using MimeKit;

namespace Digest.Deliver.Bounces;

/// <summary>
/// Empties the IMAP mailbox that bounces come to: reads each message, records it, then moves it away (or deletes it). A message too
/// large to be a notice is read by its header alone.
/// </summary>
public sealed class BounceMailbox(BounceStep step, BouncesOptions options, TimeProvider clock, ILogger<BounceMailbox> log)
{
    /// <summary>Notices return at most the header or a cut copy; a larger one is somebody's holiday pictures.</summary>
    private const uint MostOctets = 2 * 1024 * 1024;

    /// <exception cref="IOException">The server cannot be reached or broke off.</exception>
    /// <exception cref="InvalidOperationException">It refused the login or the folder; the message names the setting.</exception>
    public async Task<BounceReport> RunAsync(CancellationToken ct)
    {
        try
        {
            return await EmptyAsync(ct).ConfigureAwait(false);
        }
        catch (ImapProtocolException e)
        {
            throw new IOException($"Bounces:Imap: {options.Imap.Host}:{options.Imap.Port} broke off: {e.Message}", e);
        }
    }

    private async Task<BounceReport> EmptyAsync(CancellationToken ct)
    {
        var report = new BounceReport();
        using var client = new ImapClient { Timeout = 60_000 };
        await OpenAsync(client, ct).ConfigureAwait(false);
        var folder = await FolderAsync(client, ct).ConfigureAwait(false);
        var done = await DoneAsync(client, folder, ct).ConfigureAwait(false);
        var all = await folder.SearchAsync(SearchQuery.NotDeleted, ct).ConfigureAwait(false);
        foreach (var batch in all.Take(options.Imap.MaxMessages).Chunk(50))
        {
            var sizes = await folder.FetchAsync(batch, MessageSummaryItems.UniqueId | MessageSummaryItems.Size, ct).ConfigureAwait(false);
            foreach (var summary in sizes)
            {
                await TakeAsync(folder, summary, report, ct).ConfigureAwait(false);
                await AwayAsync(folder, summary.UniqueId, done, ct).ConfigureAwait(false);
            }
        }

        await folder.CloseAsync(expunge: done is null, ct).ConfigureAwait(false);
        await client.DisconnectAsync(true, ct).ConfigureAwait(false);
        log.LogInformation("Mailbox {Folder} at {At}: {Report}", options.Imap.Folder, clock.GetUtcNow(), report);
        return report;
    }

    private async Task TakeAsync(IMailFolder folder, IMessageSummary summary, BounceReport report, CancellationToken ct)
    {
        try
        {
            using var message = summary.Size > MostOctets
                ? new MimeMessage(await folder.GetHeadersAsync(summary.UniqueId, ct).ConfigureAwait(false))
                : await folder.GetMessageAsync(summary.UniqueId, ct).ConfigureAwait(false);
            report.Add(await step.TakeAsync(message, "imap", ct).ConfigureAwait(false));
        }
        catch (Exception e) when (e is FormatException or MessageNotFoundException)
        {
            log.LogWarning("Message {Uid} cannot be read: {Error}", summary.UniqueId, e.Message);
            report.AddUnreadable();
        }
    }

    private async Task OpenAsync(ImapClient client, CancellationToken ct)
    {
        var imap = options.Imap;
        var host = imap.Host is { Length: > 0 } given ? given : throw new InvalidOperationException("Bounces:Imap:Host is not set.");
        var security = imap.Security switch
        {
            ImapSecurity.Tls => SecureSocketOptions.SslOnConnect,
            ImapSecurity.StartTls => SecureSocketOptions.StartTls,
            _ => SecureSocketOptions.None,
        };
        try
        {
            await client.ConnectAsync(host, imap.Port, security, ct).ConfigureAwait(false);
            await client.AuthenticateAsync(imap.User, Password(imap), ct).ConfigureAwait(false);
        }
        catch (Exception e) when (e is AuthenticationException or SslHandshakeException or NotSupportedException or ImapCommandException)
        {
            throw new InvalidOperationException($"Bounces:Imap: {host}:{imap.Port} as '{imap.User}': {e.Message}", e);
        }
        catch (SocketException e)
        {
            throw new IOException($"Bounces:Imap: {host}:{imap.Port} cannot be reached: {e.Message}", e);
        }
    }

    private async Task<IMailFolder> FolderAsync(ImapClient client, CancellationToken ct)
    {
        try
        {
            var folder = await client.GetFolderAsync(options.Imap.Folder, ct).ConfigureAwait(false);
            await folder.OpenAsync(FolderAccess.ReadWrite, ct).ConfigureAwait(false);
            return folder;
        }
        catch (FolderNotFoundException e)
        {
            throw new InvalidOperationException($"Bounces:Imap:Folder: there is no folder '{options.Imap.Folder}'.", e);
        }
    }

    private async Task<IMailFolder?> DoneAsync(ImapClient client, IMailFolder folder, CancellationToken ct)
    {
        if (string.IsNullOrWhiteSpace(options.Imap.DoneFolder))
        {
            return null;
        }

        try
        {
            return await client.GetFolderAsync(options.Imap.DoneFolder, ct).ConfigureAwait(false);
        }
        catch (FolderNotFoundException)
        {
            var parent = client.GetFolder(client.PersonalNamespaces[0]);
            return await parent.CreateAsync(options.Imap.DoneFolder, isMessageFolder: true, ct).ConfigureAwait(false)
                ?? throw new InvalidOperationException($"Bounces:Imap:DoneFolder: '{options.Imap.DoneFolder}' cannot be made in {folder.FullName}'s mailbox.");
        }
    }

    private static async Task AwayAsync(IMailFolder folder, UniqueId id, IMailFolder? done, CancellationToken ct)
    {
        if (done is not null)
        {
            await folder.MoveToAsync(id, done, ct).ConfigureAwait(false);
            return;
        }

        await folder.AddFlagsAsync(id, MessageFlags.Deleted, silent: true, ct).ConfigureAwait(false);
    }

    private static string Password(ImapOptions imap) =>
        string.IsNullOrWhiteSpace(imap.PasswordFile) ? imap.Password ?? "" : File.ReadAllText(imap.PasswordFile).Trim();
}
