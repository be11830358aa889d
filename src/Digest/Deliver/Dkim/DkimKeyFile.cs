using System.Security.Cryptography;

namespace Digest.Deliver.Dkim;

/// <summary>A private key in a file that only its owner can read.</summary>
public static class DkimKeyFile
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Writes a new file of mode 0600; its folder, when made for it, is 0700.</summary>
    /// <exception cref="InvalidOperationException">The file exists: a key in use must not be lost.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder does not let this user write.</exception>
    public static async Task WriteAsync(string path, DkimKey key, CancellationToken ct)
    {
        if (File.Exists(path))
        {
            throw new InvalidOperationException($"{path} exists already, and a key in use must not be lost: choose another selector or file.");
        }

        MakeFolder(Path.GetDirectoryName(Path.GetFullPath(path))!);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly;
        }

        await using var writer = new StreamWriter(path, options);
        await writer.WriteAsync(key.ToPem().AsMemory(), ct).ConfigureAwait(false);
    }

    /// <exception cref="IOException">It cannot be read; the message names it.</exception>
    /// <exception cref="CryptographicException">It holds no usable key; the message names it.</exception>
    public static DkimKey Read(string path)
    {
        try
        {
            return DkimKey.Load(File.ReadAllText(path));
        }
        catch (Exception e) when (e is UnauthorizedAccessException or DirectoryNotFoundException or FileNotFoundException)
        {
            throw new IOException($"Dkim:Keys: cannot read {path}: {e.Message}", e);
        }
        catch (Exception e) when (e is CryptographicException or FormatException or ArgumentException)
        {
            throw new CryptographicException($"Dkim:Keys: {path} holds no usable private key: {e.Message}", e);
        }
    }

    private static void MakeFolder(string folder)
    {
        if (Directory.Exists(folder))
        {
            return;
        }

        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
            return;
        }

        Directory.CreateDirectory(folder, OwnerOnly | UnixFileMode.UserExecute);
    }
}
