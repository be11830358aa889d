using MimeKit;

namespace Digest.Deliver.Bounces;

/// <summary>Reads bounces from a stream or from the files of a folder.</summary>
public sealed class BounceFolder(BounceStep step)
{
    /// <summary>One message, as a mail server pipes it in.</summary>
    /// <exception cref="FormatException">It has no header of a message.</exception>
    public async Task<BounceOutcome> TakeAsync(Stream message, string source, CancellationToken ct)
    {
        using var mail = await MimeMessage.LoadAsync(message, ct).ConfigureAwait(false);
        return await step.TakeAsync(mail, source, ct).ConfigureAwait(false);
    }

    /// <summary>
    /// Every file of a folder, and of its new/ and cur/ when it is a maildir, oldest first. Each moves into the folder's done/ after
    /// it was recorded: one that was read twice, since the program stopped between, counts once.
    /// </summary>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    public async Task<BounceReport> RunAsync(string folder, CancellationToken ct)
    {
        var report = new BounceReport();
        var done = Directory.CreateDirectory(Path.Combine(folder, "done")).FullName;
        foreach (var file in Files(folder))
        {
            ct.ThrowIfCancellationRequested();
            try
            {
                await using (var stream = File.OpenRead(file))
                {
                    report.Add(await TakeAsync(stream, "folder", ct).ConfigureAwait(false));
                }

                File.Move(file, Path.Combine(done, Path.GetFileName(file)), overwrite: true);
            }
            catch (Exception e) when (e is FormatException or IOException)
            {
                report.AddUnreadable();
            }
        }

        return report;
    }

    private static List<string> Files(string folder) => [.. new[] { folder, Path.Combine(folder, "new"), Path.Combine(folder, "cur") }
        .Where(Directory.Exists)
        .SelectMany(Directory.EnumerateFiles)
        .Where(f => !Path.GetFileName(f).StartsWith('.'))
        .OrderBy(File.GetLastWriteTimeUtc).ThenBy(f => f, StringComparer.Ordinal)];
}
