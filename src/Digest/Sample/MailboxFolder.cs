using System.Globalization;
using System.Text.RegularExpressions;

using Digest.Store;

namespace Digest.Sample;

/// <summary>The development mailbox on disk: a file per mail in Store:Directory/mailbox, exactly the bytes that were sent.</summary>
public sealed partial class MailboxFolder(StoreOptions store, TimeProvider clock)
{
    private long _last;

    /// <summary>What it is called inside the store's folder.</summary>
    public const string Name = "mailbox";

    public string Path { get; } = System.IO.Path.GetFullPath(System.IO.Path.Combine(store.Directory, Name));

    /// <summary>Writes a mail whole or not at all, under a name that sorts by time and is never used twice.</summary>
    /// <returns>Its id: the file's name without the extension.</returns>
    /// <exception cref="IOException">The disk is full, or the folder cannot be written.</exception>
    public async Task<string> AddAsync(ReadOnlyMemory<byte> mail, CancellationToken ct)
    {
        Directory.CreateDirectory(Path);
        var part = System.IO.Path.Combine(Path, Guid.NewGuid().ToString("N") + ".part");
        await using (var file = new FileStream(part, FileMode.CreateNew, FileAccess.Write))
        {
            await file.WriteAsync(mail, ct).ConfigureAwait(false);
            file.Flush(flushToDisk: true);
        }

        return MoveIntoPlace(part);
    }

    /// <returns>The ids, newest first.</returns>
    public IReadOnlyList<string> List() => !Directory.Exists(Path) ? [] :
        [.. Directory.EnumerateFiles(Path, "*.eml").Select(f => System.IO.Path.GetFileNameWithoutExtension(f))
            .Where(id => Id().IsMatch(id)).OrderDescending(StringComparer.Ordinal)];

    /// <returns>The mail's bytes, or null where there is none of that id. An id that is not one of ours reads no file.</returns>
    public async Task<byte[]?> ReadAsync(string id, CancellationToken ct)
    {
        var file = System.IO.Path.Combine(Path, id + ".eml");
        return Id().IsMatch(id) && File.Exists(file) ? await File.ReadAllBytesAsync(file, ct).ConfigureAwait(false) : null;
    }

    /// <summary>When a mail came in, as its id says.</summary>
    public static DateTimeOffset ArrivedAt(string id) =>
        DateTimeOffset.ParseExact(id[..Stamp.Length], Stamp, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    private const string Stamp = "yyyyMMddHHmmssfff";

    private string MoveIntoPlace(string part)
    {
        var time = clock.GetUtcNow().UtcDateTime.ToString(Stamp, CultureInfo.InvariantCulture);
        // Another process may share the folder: a taken name gives the next number. Bounded by the mails of one millisecond.
        for (var i = 0; i < 100_000; i++)
        {
            var id = string.Create(CultureInfo.InvariantCulture, $"{time}-{Interlocked.Increment(ref _last):D6}");
            var file = System.IO.Path.Combine(Path, id + ".eml");
            try
            {
                File.Move(part, file, overwrite: false);
                return id;
            }
            catch (IOException) when (File.Exists(file))
            {
                continue;
            }
        }

        throw new IOException($"No free name in {Path}.");
    }

    [GeneratedRegex(@"\A[0-9]{17}-[0-9]{6,12}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Id();
}
