namespace Digest.Compose;

/// <summary>What Compose brings to the service collection; called once, by Program.</summary>
public static class ComposeServices
{
    public static IServiceCollection AddCompose(this IServiceCollection services) => services.AddSingleton<ComposeStep>();
}
