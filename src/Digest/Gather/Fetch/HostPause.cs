namespace Digest.Gather.Fetch;

/// <summary>How long a host rests between two requests: as set, and not at all where it is the operator's own.</summary>
internal static class HostPause
{
    public static TimeSpan Of(string authority, AddressGuard guard, GatherOptions options) =>
        Uri.TryCreate("http://" + authority, UriKind.Absolute, out var uri) && guard.IsAllowed(uri) ? TimeSpan.Zero : options.HostPause;
}
