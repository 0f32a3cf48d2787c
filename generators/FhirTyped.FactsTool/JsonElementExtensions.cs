using System.Text.Json;

namespace FhirTyped.FactsTool;

/// <summary>Reading JSON where most members are optional.</summary>
internal static class JsonElementExtensions
{
    /// <summary>The text of a member, or null.</summary>
    public static string? Text(this JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    /// <summary>Whether a member is true.</summary>
    public static bool Flag(this JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.True;

    /// <summary>The items of a member that is an array, or nothing.</summary>
    public static IEnumerable<JsonElement> Items(this JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) ? value.EnumerateArray() : [];
}
