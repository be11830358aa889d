using MimeKit;

namespace Digest.Tests.Deliver.Bounces;

/// <summary>The messages of Fixtures/Bounces.</summary>
internal static class Returned
{
    /// <summary>The Message-ID of the mail that they are about.</summary>
    public const string MessageId = "3f2a9c5e7b1d4e6f8a0b2c4d6e8f0a1b@digest.example";

    public static MimeMessage Load(string name) => MimeMessage.Load(PathOf(name));

    public static string PathOf(string name) => Path.Combine(AppContext.BaseDirectory, "Fixtures", "Bounces", name + ".eml");
}
