using System.Collections;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace FhirTyped.TestKit.Generation;

/// <summary>Looks through everything that a generator's steps keep for what must not be kept: it would hold old compilations in memory.</summary>
public static class ModelGraph
{
    private static readonly Type[] Banned =
    [
        typeof(Compilation), typeof(ISymbol), typeof(SyntaxNode), typeof(SyntaxTree), typeof(SyntaxReference), typeof(SemanticModel),
        typeof(Location), typeof(Diagnostic), typeof(SourceText), typeof(AdditionalText), typeof(IOperation),
    ];

    /// <summary>The path to the first banned object that a model holds, or null.</summary>
    public static string? FindBanned(object? model) => Visit(model, model?.GetType().Name ?? "", new(ReferenceEqualityComparer.Instance));

    private static string? Visit(object? value, string path, HashSet<object> seen)
    {
        if (value is null)
        {
            return null;
        }

        var type = value.GetType();
        if (Banned.Any(banned => banned.IsAssignableFrom(type)))
        {
            return path + " is a " + type.Name;
        }

        if (type.IsPrimitive || type.IsEnum || value is string || (!type.IsValueType && !seen.Add(value)))
        {
            return null;
        }

        if (value is IEnumerable items)
        {
            var index = 0;
            foreach (var item in items)
            {
                if (Visit(item, path + "[" + index++ + "]", seen) is { } found)
                {
                    return found;
                }
            }

            return null;
        }

        for (var declaring = type; declaring is not null && declaring != typeof(object); declaring = declaring.BaseType)
        {
            const BindingFlags All = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;
            foreach (var field in declaring.GetFields(All))
            {
                if (Visit(field.GetValue(value), path + "." + field.Name, seen) is { } found)
                {
                    return found;
                }
            }
        }

        return null;
    }
}
