using System.Collections.Concurrent;

namespace FhirTyped.R4.FhirPath;

/// <summary>
/// A FHIRPath expression, read once and then evaluated as often as needed, also by several threads at the same time.
/// <see href="http://hl7.org/fhirpath/N1/"/>, with FHIR's additions <see href="https://hl7.org/fhir/R4/fhirpath.html"/>.
/// <code>FhirPathExpression.For("Patient.name.where(use = 'official').given.first()").Select(patient)</code>
/// </summary>
/// <remarks>
/// Primitives are converted to FHIRPath's own types where an operator or function needs them. Quantities of different units are not
/// converted into each other: comparing them gives nothing.
/// </remarks>
public sealed class FhirPathExpression
{
    /// <summary>How deeply an expression may be nested, and how many operators may follow one another.</summary>
    public const int MaximumDepth = 200;

    private const int MostCached = 4096;

    private static readonly ConcurrentDictionary<string, FhirPathExpression> Cache = new(StringComparer.Ordinal);

    private readonly Node _root;

    private FhirPathExpression(string text, Node root, IReadOnlyList<string> variables)
    {
        Text = text;
        Variables = variables;
        _root = root;
    }

    /// <summary>The expression as it was given.</summary>
    public string Text { get; }

    /// <summary>The names of the variables that <see cref="FhirPathContext.Variables"/> has to give, without the percent sign, each once; those that FHIRPath and FHIR define are not among them.</summary>
    public IReadOnlyList<string> Variables { get; }

    /// <summary>Reads an expression.</summary>
    /// <exception cref="ArgumentNullException"><paramref name="expression"/> is null.</exception>
    /// <exception cref="FhirPathException">The expression is not FHIRPath, names an unknown function or type, or is nested too deeply.</exception>
    public static FhirPathExpression Parse(string expression)
    {
        ArgumentNullException.ThrowIfNull(expression);
        var parser = new Parser(expression);
        return new FhirPathExpression(expression, parser.ParseAll(), [.. parser.OwnVariables]);
    }

    /// <summary>The expression of a text, read when it is first asked for and then kept for the life of the process.</summary>
    /// <remarks>For the expressions of a program or a specification; a few thousand are kept, then reading begins anew.</remarks>
    /// <exception cref="ArgumentNullException"><paramref name="expression"/> is null.</exception>
    /// <exception cref="FhirPathException">The expression is not FHIRPath.</exception>
    public static FhirPathExpression For(string expression)
    {
        ArgumentNullException.ThrowIfNull(expression);
        if (Cache.TryGetValue(expression, out var known))
        {
            return known;
        }

        if (Cache.Count >= MostCached)
        {
            Cache.Clear();
        }

        return Cache.GetOrAdd(expression, Parse);
    }

    /// <summary>Evaluates the expression.</summary>
    /// <param name="input">The resource or element to begin with.</param>
    /// <param name="context">What the expression can reach beyond it; null for nothing.</param>
    /// <returns>The collection that results, in order; empty where there is nothing.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="input"/> is null.</exception>
    /// <exception cref="FhirPathException">The expression does not fit the input (a single item is needed, there are several), or takes too many steps.</exception>
    public IReadOnlyList<FhirPathValue> Select(Base input, FhirPathContext? context = null)
    {
        ArgumentNullException.ThrowIfNull(input);
        var run = EvaluationRun.Begin(Text, input, context);
        try
        {
            var output = run.Evaluate(_root);
            return output.Count == 0 ? [] : output.ToArray();
        }
        finally
        {
            run.End();
        }
    }

    /// <summary>The elements that the expression selects; values of FHIRPath's own types are left out.</summary>
    /// <inheritdoc cref="Select"/>
    public IReadOnlyList<Base> SelectElements(Base input, FhirPathContext? context = null)
    {
        ArgumentNullException.ThrowIfNull(input);
        var run = EvaluationRun.Begin(Text, input, context);
        try
        {
            var output = run.Evaluate(_root);
            List<Base>? elements = null;
            foreach (var item in output)
            {
                if (item.Element is { } element)
                {
                    (elements ??= new List<Base>(output.Count)).Add(element);
                }
            }

            return (IReadOnlyList<Base>?)elements ?? [];
        }
        finally
        {
            run.End();
        }
    }

    /// <summary>
    /// Whether the expression gives true. An empty result is false; a single item that is no boolean is true, as everywhere in FHIRPath
    /// where a boolean is expected.
    /// </summary>
    /// <param name="input">The resource or element to begin with.</param>
    /// <param name="context">What the expression can reach beyond it; null for nothing.</param>
    /// <exception cref="ArgumentNullException"><paramref name="input"/> is null.</exception>
    /// <exception cref="FhirPathException">The result has several items, or the expression does not fit the input.</exception>
    public bool IsTrue(Base input, FhirPathContext? context = null) => Test(input, context) == true;

    /// <summary>What <see cref="IsTrue"/> tells, but null where the result is empty: FHIRPath's third truth value.</summary>
    /// <inheritdoc cref="IsTrue"/>
    public bool? Test(Base input, FhirPathContext? context = null)
    {
        ArgumentNullException.ThrowIfNull(input);
        var run = EvaluationRun.Begin(Text, input, context);
        try
        {
            return run.ToBoolean(run.Evaluate(_root), _root.Position);
        }
        finally
        {
            run.End();
        }
    }

    /// <summary>The expression as it was given.</summary>
    public override string ToString() => Text;
}
