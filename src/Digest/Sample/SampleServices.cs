namespace Digest.Sample;

/// <summary>What Sample brings to the service collection; called once, by Program.</summary>
public static class SampleServices
{
    public static IServiceCollection AddSample(this IServiceCollection services) => services
        .AddSingleton<MailboxFolder>()
        .AddSingleton<MailboxPages>()
        .AddSingleton<SampleSetup>()
        .AddSingleton<FirstRun>();
}
