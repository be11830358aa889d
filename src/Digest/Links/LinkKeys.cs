using System.Security.Cryptography;
using System.Text;

namespace Digest.Links;

/// <summary>The secrets behind links, 32 bytes or more each: the first makes tokens, all open them, so that keys can be rotated.</summary>
public sealed class LinkKeys
{
    private const int Least = 32;

    /// <exception cref="ArgumentException">No key, or one that is too short.</exception>
    public LinkKeys(IReadOnlyList<byte[]> keys)
    {
        if (keys.Count == 0 || keys.Any(k => k.Length < Least))
        {
            throw new ArgumentException($"Every link key must have {Least} bytes or more, and there must be one.", nameof(keys));
        }

        Secrets = keys;
    }

    /// <summary>The newest first.</summary>
    public IReadOnlyList<byte[]> Secrets { get; }

    /// <summary>The configured keys, else those of the file, else a key made once and kept in the folder for its owner alone.</summary>
    /// <exception cref="InvalidOperationException">A key is not base64 or too short; the message names the setting.</exception>
    public static LinkKeys Load(SiteOptions options, string folder)
    {
        if (!string.IsNullOrWhiteSpace(options.LinkKeys))
        {
            return Parse(options.LinkKeys.Split(','), "Site:LinkKeys");
        }

        if (!string.IsNullOrWhiteSpace(options.LinkKeysFile))
        {
            return Parse(File.ReadAllLines(options.LinkKeysFile), $"Site:LinkKeysFile ({options.LinkKeysFile})");
        }

        return Parse(ReadOrMake(folder).Split('\n'), Path.Combine(folder, "link.keys"));
    }

    // Under the file's lock, so that of two processes that start at once one makes the key and the other waits for it.
    private static string ReadOrMake(string folder)
    {
        Directory.CreateDirectory(folder);
        var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.None };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using var file = Lock(Path.Combine(folder, "link.keys"), options);
        using var reader = new StreamReader(file, leaveOpen: true);
        var kept = reader.ReadToEnd().Trim();
        if (kept.Length > 0)
        {
            return kept;
        }

        var made = Convert.ToBase64String(RandomNumberGenerator.GetBytes(Least));
        file.Write(Encoding.ASCII.GetBytes(made + "\n"));
        file.Flush(flushToDisk: true);
        return made;
    }

    private static FileStream Lock(string path, FileStreamOptions options)
    {
        FileStream? file = null;
        var held = SpinWait.SpinUntil(() => TryOpen(path, options, out file), TimeSpan.FromSeconds(10));
        return held ? file! : throw new InvalidOperationException($"{path} is held by another process for more than ten seconds.");
    }

    private static bool TryOpen(string path, FileStreamOptions options, out FileStream? file)
    {
        try
        {
            file = new FileStream(path, options);
            return true;
        }
        catch (IOException error) when (error is not (FileNotFoundException or DirectoryNotFoundException))
        {
            file = null;
            return false;
        }
    }

    private static LinkKeys Parse(IEnumerable<string> lines, string where)
    {
        try
        {
            return new LinkKeys([.. lines.Select(l => l.Trim()).Where(l => l.Length > 0).Select(Convert.FromBase64String)]);
        }
        catch (Exception error) when (error is FormatException or ArgumentException)
        {
            throw new InvalidOperationException(
                $"{where}: each key must be base64 of {Least} bytes or more (openssl rand -base64 32 makes one). {error.Message}", error);
        }
    }
}
