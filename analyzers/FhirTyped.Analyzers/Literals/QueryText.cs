using System.Collections.Generic;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace FhirTyped.Analyzers;

/// <summary>
/// The text of a string expression as far as it is known, with the place of each character in the source. A value that is put
/// into it stands as one <see cref="Hole"/>.
/// </summary>
internal sealed class QueryText
{
    /// <summary>Stands for a value that is only known at run time.</summary>
    public const char Hole = '\uFFFC';

    private readonly StringBuilder _text = new();
    private readonly List<TextSpan> _places = new();
    private readonly List<ExpressionSyntax> _holes = new();
    private readonly HashSet<int> _holePlaces = new();
    private readonly SemanticModel _model;
    private readonly bool _escapesValues;
    private string? _whole;

    private QueryText(SemanticModel model, ExpressionSyntax expression, bool escapesValues)
    {
        _model = model;
        _escapesValues = escapesValues;
        Expression = expression;
        Add(expression);
    }

    /// <summary>The whole expression.</summary>
    public ExpressionSyntax Expression { get; }

    /// <summary>The text.</summary>
    public string Text => _whole ??= _text.ToString();

    /// <summary>The expressions of the holes, in their order.</summary>
    public IReadOnlyList<ExpressionSyntax> Holes => _holes;

    /// <summary>Whether values are joined to it by <c>+</c>.</summary>
    public bool IsConcatenated { get; private set; }

    /// <summary>Whether a value that is only known at run time stands at a place.</summary>
    public bool IsHole(int index) => _holePlaces.Contains(index);

    /// <summary>Reads an expression. Null where nothing of its text is known.</summary>
    /// <param name="model">The model of the expression.</param>
    /// <param name="expression">The expression.</param>
    /// <param name="escapesValues">Whether what an interpolation puts in is escaped as a value, even where it is a constant.</param>
    public static QueryText? Read(SemanticModel model, ExpressionSyntax expression, bool escapesValues = false)
    {
        var text = new QueryText(model, expression, escapesValues);
        return text._holes.Count > 0 && text._text.Length == text._holes.Count ? null : text;
    }

    /// <summary>Where a part of the text stands; the whole expression where it cannot be told.</summary>
    public Location LocationOf(int start, int length)
    {
        if (length > 0 && !_places[start].IsEmpty && _places[start + length - 1].End > _places[start].Start)
        {
            return Location.Create(Expression.SyntaxTree, TextSpan.FromBounds(_places[start].Start, _places[start + length - 1].End));
        }

        return Expression.GetLocation();
    }

    private void Add(ExpressionSyntax expression)
    {
        switch (expression)
        {
            case ParenthesizedExpressionSyntax parenthesized:
                Add(parenthesized.Expression);
                break;
            case BinaryExpressionSyntax binary when binary.IsKind(SyntaxKind.AddExpression):
                var before = _holes.Count;
                Add(binary.Left);
                Add(binary.Right);
                IsConcatenated |= _holes.Count > before;
                break;
            case LiteralExpressionSyntax literal when literal.Token.Value is string value:
                AddText(literal.Token.Text, value, literal.Token.SpanStart);
                break;
            case InterpolatedStringExpressionSyntax interpolated:
                AddInterpolated(interpolated);
                break;
            default:
                if (_model.GetConstantValue(expression) is { HasValue: true, Value: string constant })
                {
                    AddText("", constant, 0);
                }
                else
                {
                    AddHole(expression);
                }

                break;
        }
    }

    private void AddInterpolated(InterpolatedStringExpressionSyntax interpolated)
    {
        foreach (var content in interpolated.Contents)
        {
            if (content is InterpolatedStringTextSyntax { TextToken: var token })
            {
                AddText(token.Text, token.ValueText, token.SpanStart);
            }
            else if (content is InterpolationSyntax { Expression: var value })
            {
                if (_model.GetConstantValue(value) is { HasValue: true, Value: string constant } && (!_escapesValues || IsText(constant)))
                {
                    AddText("", _escapesValues ? System.Uri.EscapeDataString(ValueReader.Escape(constant)) : constant, 0);
                }
                else if (FirelyTypes.ResourceTypeOfMember(_model.GetSymbolInfo(value).Symbol) is { } resourceType)
                {
                    AddText("", resourceType, 0);
                }
                else
                {
                    AddHole(value);
                }
            }
        }
    }

    // Half a surrogate pair cannot be escaped.
    private static bool IsText(string value)
    {
        foreach (var c in value)
        {
            if (char.IsSurrogate(c))
            {
                return false;
            }
        }

        return true;
    }

    // The places are known where the source holds the value as it is, without escapes.
    private void AddText(string source, string value, int start)
    {
        var offset = source.IndexOf(value, System.StringComparison.Ordinal);
        for (var i = 0; i < value.Length; i++)
        {
            _text.Append(value[i]);
            _places.Add(offset < 0 || source.Length == 0 ? default : new(start + offset + i, 1));
        }
    }

    private void AddHole(ExpressionSyntax expression)
    {
        _holePlaces.Add(_text.Length);
        _text.Append(Hole);
        _places.Add(expression.Parent is InterpolationSyntax interpolation ? interpolation.Span : expression.Span);
        _holes.Add(expression);
    }
}
