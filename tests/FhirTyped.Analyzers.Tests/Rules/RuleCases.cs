using System.Reflection;

namespace FhirTyped.Analyzers.Tests.Rules;

/// <summary>The cases of a rule among the inline data of all tests.</summary>
/// <param name="Fires">Cases in which it is expected.</param>
/// <param name="Silent">Cases beside those, in the same tests, in which it is not.</param>
/// <param name="Configured">Cases in which the user sets its severity.</param>
/// <param name="Messages">Cases with the complete text of its message.</param>
internal sealed record RuleCases(int Fires, int Silent, int Configured, int Messages)
{
    private static readonly IReadOnlyList<(MethodInfo Test, IReadOnlyList<string> Rows)> Tests =
    [
        .. typeof(RuleCases).Assembly.GetTypes()
            .SelectMany(static type => type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly))
            .Select(static test => (test, (IReadOnlyList<string>)[.. test.GetCustomAttributes<InlineDataAttribute>().Select(static row => string.Join('\n', row.Data))]))
            .Where(static test => test.Item2.Count > 0),
    ];

    /// <summary>How many cases there are in all.</summary>
    public static int Count => Tests.Sum(static test => test.Rows.Count);

    /// <summary>The cases of a rule.</summary>
    public static RuleCases Of(string id)
    {
        var (fires, silent, configured, messages) = (0, 0, 0, 0);
        foreach (var (test, rows) in Tests)
        {
            var naming = rows.Count(row => row.Contains(id, StringComparison.Ordinal));
            if (test.Name.Contains("EditorConfig", StringComparison.Ordinal))
            {
                configured += naming;
            }
            else if (test.Name.StartsWith("Message_IsComplete", StringComparison.Ordinal))
            {
                messages += naming;
            }
            else if (naming > 0)
            {
                fires += naming;
                silent += rows.Count - naming;
            }
        }

        return new(fires, silent, configured, messages);
    }
}
