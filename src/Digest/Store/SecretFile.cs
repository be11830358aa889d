using System.Security.Cryptography;
using System.Text;

namespace Digest.Store;

/// <summary>A secret that nobody configured: made once, and kept in Store:Directory for its owner alone (mode 0600).</summary>
public static class SecretFile
{
    private const int SecretBytes = 32;

    /// <summary>The file's text, which is 32 random bytes in base64 when it had to be made.</summary>
    /// <remarks>Under the file's lock, so that of two processes that start at once one makes it and the other waits.</remarks>
    /// <exception cref="InvalidOperationException">Another process held the file for more than ten seconds.</exception>
    public static string ReadOrMake(string folder, string name)
    {
        Directory.CreateDirectory(folder);
        using var file = Lock(Path.Combine(folder, name));
        using var reader = new StreamReader(file, leaveOpen: true);
        var kept = reader.ReadToEnd().Trim();
        if (kept.Length > 0)
        {
            return kept;
        }

        var made = Convert.ToBase64String(RandomNumberGenerator.GetBytes(SecretBytes));
        file.Write(Encoding.ASCII.GetBytes(made + "\n"));
        file.Flush(flushToDisk: true);
        return made;
    }

    private static FileStream Lock(string path)
    {
        FileStream? file = null;
        var held = SpinWait.SpinUntil(() => TryOpen(path, out file), TimeSpan.FromSeconds(10));
        return held ? file! : throw new InvalidOperationException($"{path} is held by another process for more than ten seconds.");
    }

    private static bool TryOpen(string path, out FileStream? file)
    {
        var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.None };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        try
        {
            file = new FileStream(path, options);
            return true;
        }
        catch (IOException)
        {
            file = null;
            return false;
        }
    }
}
