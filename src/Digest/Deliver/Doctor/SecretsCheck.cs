namespace Digest.Deliver.Doctor;

/// <summary>Files that hold keys, passwords or the readers' addresses are for their owner alone.</summary>
public static class SecretsCheck
{
    private const string Check = "secrets";
    private const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;

    public static IReadOnlyList<Finding> Run(Patient patient) => [.. patient.SecretFiles.Distinct().Select(Of)];

    private static Finding Of(string path)
    {
        if (!File.Exists(path))
        {
            return Finding.Fail(Check, $"{path} is not there, or cannot be seen by this user.", "Put the file there, or change the setting that names it.");
        }

        if (OperatingSystem.IsWindows())
        {
            return Finding.Ok(Check, $"{path} is there.");
        }

        var mode = File.GetUnixFileMode(path);
        return (mode & Others) == 0
            ? Finding.Ok(Check, $"{path} is its owner's alone.")
            : Finding.Fail(Check, $"{path} can be read or changed by others ({Convert.ToString((int)mode, 8)}).", $"chmod 600 {path}");
    }
}
