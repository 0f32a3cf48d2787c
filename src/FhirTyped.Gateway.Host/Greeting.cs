using System.Globalization;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace FhirTyped.Gateway.Host;

/// <summary>Says what there is, and what to try first.</summary>
internal static class Greeting
{
    /// <summary>Writes it.</summary>
    public static void Write(TextWriter output, WebApplication app, Demonstration demonstration)
    {
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() ?? "?";
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"The gateway listens on {address}."));
        if (demonstration.Platforms.Count == 0)
        {
            return;
        }

        output.WriteLine("Behind it, in this process, are sandboxes with patients who do not exist:");
        foreach (var (id, baseUrl) in demonstration.Platforms)
        {
            output.WriteLine($"  {id,-14} {address}/api/fhir/{id}/metadata   (the server itself: {baseUrl})");
        }

        output.WriteLine("Try:");
        output.WriteLine($"  {address}/                                   (in a browser: the explorer)");
        output.WriteLine($"  curl '{address}/api/platforms'");
        output.WriteLine($"  curl '{address}/api/fhir/hapi/Observation?patient={Demonstration.PatientId}&_count=20'");
        output.WriteLine($"  curl '{address}/api/fhir/epic/Observation?patient={Demonstration.PatientId}'                (refused: Epic needs a category or a code, and a login)");
        output.WriteLine($"  {address}/auth/epic/login                    (in a browser)");
        output.WriteLine($"  {address}/mcp                                (for an agent: claude mcp add --transport http fhir {address}/mcp)");
    }
}
