namespace Digest.Templates;

/// <summary>What Templates brings to the service collection; called once, by Program.</summary>
public static class TemplatesServices
{
    public static IServiceCollection AddTemplates(this IServiceCollection services) => services.AddSingleton<TemplateSet>();
}
